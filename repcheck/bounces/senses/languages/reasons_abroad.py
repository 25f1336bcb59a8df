"""The words of ``reasons`` in the languages of ``abroad``."""

#: Matched at the beginning of a word.
REASONS_ABROAD: dict[str, str] = {
    "bad": r"""
        gebannt|блок-?лист|внесен|стоп-?лист
        schlecht\w{0,2} (?:leumund|reputation|wertung)|reputation|negativliste|sperrliste|verweiger
        missbrauch|ruf\b
        reputation|interdit\w? d'|refuse\w{0,2} (?:pour|a cause)|signale|banni
        reputacion|lista de (?:bloq|rechaz|spam)|bloque|bane|restringid|denuncia
        reputac|lista de (?:bloq|spam|rejei)|denuncia|barrad
        reputaz|lista (?:di blocco|dei bloccati|nera)|bandit|segnalat
        reputatie|geweerd|geblacklist|verbannen|blokkeer|zwarte
        reputacj|opini\w|blokad|niechcian|zbanow|banow
        репутац|забанен|в бан|жалоб|недовер
        povest|reputac|zakaz|zablok|banov
        itibar|yasak|engelli|engellen|karaliste
        sparrlist|anseende|rykte|blockera|avstang
        omdomme|rygte|blokere|blokker|sperrelist|bandlyst|misbrug|misbruk
    """,
    "standing": r"""
        reputation (?:\w{1,10}[' ] ?){0,4}(?:faible|mauvais|basse|schlecht|gering|niedrig)
        (?:mauvaise|faible|schlechte\w?|geringe\w?|niedrige\w?) (?:\w{1,9} )?reputation
        reputac|reputaz|reputatie|reputacj|репутац|povest|itibar|omdomme|anseende|leumund
        schlechte\w? ruf
    """,
    "source": r"""
        envoie (?:du|des)|envian? spam|invia(?:no)? spam|verstuurt|verzendt|wysyla|рассыла|posila|gonderiyor
        skickar spam
        sender spam|sendet|versendet|verschickt|envia (?:correo|e-?mail)
        por (?:el |o )?(?:envio|enviar|mandar)|pour (?:l'|avoir )?envo|wegen (?:\w{0,4}versand|verschick)
        verschickt
        za (?:wysyl|rozsyl|rozesil)|за (?:рассыл|отправ)|per (?:l'|aver )?invi|vanwege|gonderdig
        fur den versand
    """,
    "spam": r"""
        spamverdac|spamvers|pourriel|indesirable|correo (?:basura|no deseado)|lixo eletr|posta indesid
        ongewenste
        (?:no|nao|non) (?:solicit|sollicit|richiest)|antispam|nevyzad|нежелательн
    """,
    "judged": r"""
        infizier
        infekter|inficer|verseucht|infis\w|infekc|zainfek|заражен|zarazen
        (?:links?|urls?|lien|enlace)s? (?:[\w']{1,12} ){0,4}(?:gelistet|gesperrt|liste|listad|bloque)
        yasakli ek|zararli ek|ausfuhrbar|(?:unzulassig|verboten|unerlaubt)\w{0,2} inhalt
        conteudo (?:impr|proib|inadeq)
        contenido (?:inap|proh|inad)
        contenu (?:inap|inter)|contenuto (?:non|inapp|viet)|ongepaste inhoud|недопустим\w{0,3} содерж
        uygunsuz icerik
        makro|schadlich|schadprog|viren|unerwunscht|verdachtig|inhaltsfilter|mull\b|betrug
        anti-?(?:spam|malware|phish)|antyspam|антиспам
        (?:l'|par|por|pelo|pela|dall'|dal|przez) ?(?:\w{1,8} )?(?:anti-?vir|antywir)
        (?:vom|durch|door|av|af) anti-?vir
        infett[oaie]\b|suspect|malveillant|dangereu|hameconn|non sollicit|filtre de contenu
        peligros|malicios|no solicitad|filtro de conten|sospechos|fraude
        perigos|nao solicitad|filtro de conte|suspeit|malicios|golpe
        pericolos|non (?:sollecit|richiest|desider)|malevol|sospett|filtro (?:dei )?conten|truff
        gevaarlijk|schadelijk|verdacht|inhoudsfilter|oplichting
        niebezpiecz|podejrzan|zlosliw|szkodliw|filtr\w{0,3} tresci|oszust
        опасн|подозр|вредон|мошен|нежелательн|фишинг
        nebezpec|podezrel|skodliv|viry\b|vir\b|virem|podvod|nevyzad
        tehlikeli|zararli|supheli|istenmeyen|oltalama|dolandir
        farlig|skadlig|misstankt|oonskad|bedragl
        skadelig|mist[aæ]e?nk|mistenk|uonsk|svindel
        (?:tipo|type|typ|soort) (?:\w{1,10} ){0,2}(?:proib|prohib|interdit|verbot|vietat)
        typu? (?:\w{1,10} ){0,2}(?:zabron|niedozw|zakaz)
        (?:archivo|arquivo|ficheiro|fichero)s? (?:\w{1,10} ){0,3}(?:proib|prohib)
        (?:datei|fichier|bestand)\w{0,8} (?:\w{1,10} ){0,3}(?:interdit|verbot)
        (?:plik|soubor|файл)\w{0,4} (?:\w{1,10} ){0,3}(?:zabron|zakaz|запрещ)
    """,
    "file": r"""
        filtyp|tipo di file|filer\b
        contenido|conteudo|contenu|contenuto|inhalt|inhoud|tresc|содержим|obsah|icerik|innehall|indhold
        innhold
        anhang\b|anhange\b|dateien|dateityp|piece jointe|fichier|archivo|adjunto|arquivo|anexo|allegat
        bijlage|bestand
        zalacznik|plik|вложен|файл|priloh|soubor|ek dosya|dosya tur|bilag|vedh[aæ]e?ft|vedlegg|melleklet
        atasament
    """,
    "forbidden": r"""
        (?:n'est|ne sont|n'etait) pas (?:accept|permis|admis|autoris)|wordt niet geaccept|se rechaz
        non (?:sono )?amm|forbjud|forbudt
        blockiert|bloque\b|bloquee|geblokkeerd|zablok|заблок|отклон|blokov|odmit|engel|redded|avvis|afvist
        filtr
        nicht (?:erlaubt|zugelassen|gestattet|akzept|moglich)|abgewiesen|abgelehnt|verbot|unzulassig|unerlaubt
        interdit|non autoris|refuse|(?:no|nao) (?:es |e |esta )?(?:permitid|autoriz)|prohibid|proibid
        bloquead|recusad
        rechazad|rejeitad|non (?:e )?(?:consentit|permess|ammess)|vietat|rifiutat|bloccat|niet toegestaan
        geweigerd
        verboden|niedozwol|zabron|zakazan|odrzuc|запрещ|не (?:допуск|разреш|допустим)|nepovolen|zakaz
        neni povol
        izin verilm|yasak|engell|(?:inte|ej|ikke) (?:tillat|tilladt|tillatt|accept)|otillat|forbud|blokk
    """,
    "listed": r"""
        (?:en|in|na|auf|sur|dans|op|pa|em|в) (?:\w{1,12} ){0,3}(?:rbls?|dnsbls?|b\w{3,4}-?list\w?)\b
        (?:en|in|na|auf|sur|dans|op|pa|em) (?:\w{1,12} ){0,3}(?:negras?|noires?|nera|zwarte)\b
        \w{0,10}dnsbls? gelist|(?:rbls?|dnsbls?) (?:listes|lista)
    """,
    "room": r"""
        speichergrenze|limite de (?:armaz|almac|stock|espac)|limite (?:di )?(?:archiv|spazio)
        limit (?:miejsc|pojemn)
        limiet van (?:opslag|postvak)|лимит (?:хранил|ящика)|depolama sinir|yer (?:yok|kalmad)
    """,
    "count": r"""
        (?:nombre|numero) d[eio]s? destinat
        (?:anzahl|aantal|liczb\w|pocet|antal(?:let)?) (?:\w{2,3} )?(?:empf|ontv|odbi|prij|mott|modt)
        (?:число|количество) получ
    """,
    "aged": r"""
        (?:nach|apres|tras|despues de|apos|dopo|na) \d{1,3} (?:tag|jour|dia|giorn|dag)
        (?:po|через|efter|etter) \d{1,3} (?:dni|дн|dag|den|dne)
        nach \d{1,3} \w{4,8} aufgegeben
        (?:nach|apres|tras|despues de|apos|dopo|na|po|через) \d{1,3} (?:stund|heur|hora|ore|uur|godz|час|hod)
        abgelaufen|expir|caducad|scadut|verlopen|wygas|aufgegeben|abandonn|истек
    """,
    "unproved": r"""
        verif\w{2,9} (?:[\w']{1,14} ){0,3}(?:echou|fallid|fallit|falhou|mislukt|fehlgeschl|misslyck|mislyk)
        (?:uber)?pruf\w{0,4} (?:[\w']{1,14} ){0,3}fehlgeschl|nicht (?:uberpruft|verifiziert|gepruft)
        (?:fallo|falha|echec|falla) (?:de|en|na|nella|dans) (?:la )?verif
        weryfikacj\w (?:\w{1,14} ){0,2}nie powiod
        проверк\w (?:\w{1,14} ){0,2}не (?:удал|пройд)|overeni (?:\w{1,14} ){0,2}selhal|dogrulan?ama
    """,
    "message": r"""
        sprav[auy]\b|bilaga
        datei|mails\b|schreiben|brief\b|fichier|pj\b|archivo|fichero|arquivo|ficheiro
        plik|zalacz|файл|soubor|priloh|dosya|ekinde|eposta|e-posta|bilag|vedh[aæ]e?ft|vedlegg|bestand|bijlage
    """,
    "large": r"""
        pesan? (?:mas|mais|piu)|pese plus|wiegt mehr|weegt meer
        (?:grande|pesad\w|gros|grand) demais|pesa (?:demasiad|muito|troppo)|pese trop|wiegt zu|weegt te
        zu umfang
        plus (?:lourd|volumin|grand)|mas (?:grande|pesad)|mais pesad|maior (?:que|do)|piu (?:pesant|grande)
        groter\b|wieksz[aey]|vetsi nez|vacsi|daha buyuk|storre (?:enn|end|an)|for tung
        слишком (?:больш|велик|тяж)
        грузн|demasiado pesad|muito pesad|troppo pesant|te zwaar|zbyt ciezk|cok agir|zu umfangreich|zu schwer
    """,
    "size": r"""
        \w{0,16}große\b|\w{0,14}grosse\b|umfang\b|poids\b|peso\b|omvang|obem|объем|velkost|storlek|storrelse
        boyut
        \d{1,6} ?(?:mo|ko|мб|кб)\b
    """,
    "over": r"""
        eccessiv|excessiv|excesiv|uberschreit|ubersteig|groser|hochstens|maximal|depass|excede|ultrapass
        supera|oltre|consentit
        groter|overstijg|przekracz|przekrocz|wieksz|превыс|превыш|больше|prekrac|vetsi|povolen|vacsi
        asti\b|asil|asmis|sinirini|storre|overstig|tillat|tilladt|tillatt|gr[aæ]e?ns|grens|permitid
    """,
    "many": r"""
        \w{4,14}zahl uberschritten|kontingent fur (?:diese|die) (?:stunde|tag|minute)
        quota (?:horaire|journ|d.envoi|orari|giornal)|cuota (?:hora|diari)|cota (?:hora|diari)
        limit (?:godzin|dzien)
        erstkontakt|erster kontakt|erstmalig|premier (?:envoi|contact|message)
        primer (?:envio|contacto|correo)|primeiro (?:envio|contato)|primo (?:invio|contatto)
        eerste (?:contact|bericht)|pierwsz\w (?:kontakt|wiadom)|перв\w{2} (?:письмо|обращ|контакт)|забагато
        занадто (?:багат|част|швидк)|prilis vela
        obergrenze|hochstgrenze|plafond\b|tope de|teto de|tetto di|plafon\b
        (?:cadence|vitesse|velocidad|velocita|snelheid|predkosc|rychlost) d
        limite horaire|tim(?:me|e)?gr[aæ]e?ns
        \w{2,14}rate\b|(?:zu|trop|demasiado|muito|troppo|te) (?:hoch|eleve|alt[oa]|hoog)\b|zbyt wysok
        слишком высок
        (?:nombre|numero) d[eio]s? (?:mess|mensa|corre|e-?mail|conn?e|mail|dest)|liczb\w (?:wiad|polac)
        (?:sende|versand|mail)kontingent
        zbyt (?:wielu|wiele|duzo)|mnoho|cok yuksek|for ho[jgy]|prilis vysok|pocet|liczb[aey] (?:pola|wiad)
        antal(?:let)?\b
        aantal (?:verb|beri)|частые
        ex[cz]es[so]{1,2}o? de|eccesso di|exces de|nadmiar|overmaat|грейлист|saatlik|dakikalik|gunluk
        limiti? as
        \w{2,14}limiet\b|nombre (?:maxim|max)|numero (?:max|mass)|hochstzahl|maximale? (?:anzahl|aantal)
        maksymaln\w{0,2} liczb
        \w{2,16}limit\b|\w{2,16}begrenzung|begrenz|langsam|drossel|gedrosselt|kontingent je|stundlich|zu rasch
        gleichzeitig|simultan|soucasn|samtidig|одноврем|jednoczesn|gelijktijdig|es ?zamanli|soubezn
        quota (?:horaire|journalier|d'envoi)
        (?:limite|plafond|debit|rythme) d'?e?\w{0,3} ?(?:envoi|connex|mess)|debit\b
        limite de (?:conex|corre|mensaj)|lentamente|mas despacio|por (?:dia|segundo)
        cuota (?:de envio|horaria)
        limite de (?:mensag|e-?mails)|devagar|limite (?:horario|diario)|cota (?:de envio|horaria)
        limite (?:di|degli|d'|orario di) ?(?:invi|conness|messag)|rallent|al minuto|al giorno|piu lent|ripeter
        limiet|langzamer|per (?:minuut|dag)|te vaak|vertraag
        limitu\b|limitow\b|zwolnij|na minute|dziennie|odczekaj|zbyt (?:czesto|szybko)
        ограничен|превышен\w? (?:числ|количеств|лимит|скорост)|в (?:минуту|сутки)|медленн|часто
        limitu\b|za (?:hodinu|minutu|den)\b|zpomal|pockej|omezen|obmedzen
        sinir\w{0,3} as|saatte|dakikada|bekley|yavas|cok (?:sayida|sik)|kisa surede
        per (?:timme|minut|dag)|vanta\b|for (?:snabbt|ofta)|kort tid|gransen for
        (?:per|i) (?:time|timen|minut|minutt)\b|vent\b|for (?:hurtig|ofte|raskt|fort)|gr[aæ]e?nsen|kort tid
    """,
    "authentic": r"""
        vervalst|sfalszow|falszyw|podvrz|sahte\b|forfalsk|falsifi
        (?:spf|dkim|dmarc)-?(?:pruf|richtl|kontroll|control|verif|valid|kontrol|провер|dogrul|eintrag|polit)
        \w{0,2}fehlgeschlagene authent|nicht authentifiz|non authentifi|(?<!usuario )no autenticad
        (?<!envio )(?<!usuario )(?<!sessao )(?<!conexao )nao autenticad
        non autenticat
        подпис\w dkim|firma dkim|assinatura dkim|signature dkim|dkim-signat|podpis\w{0,2} dkim
    """,
    "reverse": r"""
        (?:absender|sende)?\w{0,12}domain\w{0,2} ohne (?:mx|dns)|ohne (?:mx|ptr|rdns|reverse)
        saknar (?:mx|ptr)|mangler (?:mx|ptr)|(?:mx|ptr)-?post saknas
        (?:mx|ptr) (?:fehlt|manque|falta|manca|ontbreekt|yok)
        (?:не имеет|nie ma|non ha|no tiene|nao (?:possui|tem)|n'a pas) (?:\w{1,12} ){0,2}(?:mx|ptr|reverse)\b
        (?:kein\w{0,2}|weder|pas de|sans|sin|sem|senza|geen|brak|bez|ingen|нет) (?:\w{1,12} )?(?:mx|dns|ptr)\b
        kein\w{0,2} (?:\w{1,9} )?(?:dns-)?namen?\b|ruckwarts|resolution inverse|resolucion inversa
        resolucao reversa|risoluzione inversa|omgekeerd
        odwrotn
        revdns|ptr-?(?:запис|zaznam|rekord|eintrag|record|kayd)|reverzn|ters (?:kay|coz)|omvand|bagl[aæ]e?ns
    """,
    "outside": r"""
        (?:durf|darf|konn|kann)\w{0,3} (?:nur|ausschliesslich)|nur (?:abonn|teilnehm|mitarb|befugt)
        solo (?:admite|permite|recibe|recebe|consente)|n.admet que|lasst nur|n.autorise que
        (?:akzeptiert|nimmt) nur|nur (?:e-?mails?|mails|nachrichten) (?:von|aus)|accepte (?:uniquement|que)
        acepta solo
        solo acepta|so aceita|aceita (?:apenas|so)\b|accetta solo|accepteert alleen|przyjmuje tylko
        принимает (?:\w{1,8} )?только|prijima pouze|accepterar endast|modtager kun|mottar kun
        darf (?:\w{1,12} ){0,4}nicht|estern[aio]|zewnetrzn|eksterne|dis gonder|permesso di (?:scriv|invi)
        von internen|interne\w? absend|(?:aux?|d') ?expediteurs internes|remitentes internos|mittenti interni
        nur (?:mitglied|intern|angemeldet|berechtigt|autoris|fur)|durfen (?:\w{1,12} ){0,4}nicht|darf nicht
        (?:no tiene|sin|nao tem|sem|non (?:ha|avete)) (?:\w{1,4} )?permi
        (?:keine|geen) (?:berecht|recht)|pas (?:le|de|la) (?:droit|permi|autoris)|(?:nie masz|brak) uprawn
        seul\w? les|reserve\w? aux?|ne pouvez pas|n'etes pas autor|abonnes peuvent|membres peuvent
        solo (?:los |se )?(?:miembr|suscript|remitent|acept|intern)|unicamente
        no (?:puede|esta permitido) (?:env|escr)
        somente|apenas (?:membr|remet|assin|usuar)|nao (?:pode|tem permiss|esta autor)
        solo (?:i |gli |le )?(?:membr|iscritt|mittent|utent)|non (?:puo|puoi|potete|siete autor)|riservat
        alleen (?:leden|abonn|interne|voor)|mag niet|mogen niet|gemachtig|niet toegestaan om
        tylko (?:czlonk|uprawn|wewn|dla)|niedozwol|nie wolno|brak uprawn
        только (?:\w{1,12} ){0,2}(?:участ|подпис|сотруд|внутр|членам)|не имеете прав|нет прав|вам запрещ
        pouze (?:clen|opravn|intern|pro)|opravnen|nesmite|nemate opravn
        sadece|yalnizca|yetki(?:niz|li|siz)|izniniz|izin ver
        endast (?:medl|intern|behor)|behorig|far inte|inte behor
        kun (?:medlem|intern|for|abonn)|ikke (?:adgang|lov|tilgang)
    """,
    "login": r"""
        (?:bitte|zuerst|vorher) (?:\w{1,8} )?(?:anmeld|einlogg|identif)
        (?:veuillez|devez) (?:vous )?(?:identif|connect)|identifier d.abord|debe identific|si identific
        moet(?:en)? (?:u )?inlog
        authentifier|autenticar|zalogowa|prihlasit|oturum|logga in|logge inn?d?\b|iniciar sesion
        sich (?:\w{1,8} )?anmelden
        (?:smtp-?)?authentifizier|requiere autent|autenticacion\b|autenticacao|authenticatie|autoryzacj
        godkendelse kr[aæ]e?ves|authenticate (?:before|first|yourself)
        anmeld\w{0,4} (?:erford|notwend|notig)|authentifizierung|authentifi\w{2,6} (?:requis|necess|obligat)
        autentic\w{2,6} (?:requerid|necesari|obrigat|necess|richiest)
        (?:necess|obligat|obrigat)\w{2,5} autentic
        autenticazione|uwierzyteln|авторизац|аутентиф|kimlik dogrul|autentiser|godkjenning kreves|prihlaseni
        overeni
        (?:inloggen|aanmelden|verificatie) (?:verplicht|vereist|nodig)|giris yap
    """,
    "form": r"""
        verschlussel|chiffre|cifrad|cifrat|versleutel|szyfrow|шифров|sifrov|sifrele|krypter
        betreff|objet\b|asunto|assunto|oggetto|onderwerp|temat\b|predmet|konu\b|amne|emne\b
        stimmen nicht uberein|no coinciden?\b|nao coincid|non coincid|niet overeen|nie zgadza|не совпада
        uyusm|stammer inte
        from-zeile|kopfzeile|en-tete|encabezado|cabecera|cabecalho|intestazion|koptekst|naglow|заголов
        hlavick|baslig
        sidhuvud|meldingshode
    """,
    "relay": r"""
        relaie|relayons|relaya|retransmet
        relasand
        rela ej|rela inte|role (?:izn|yasak|ved|yapil)
        durchleit|relais|relayer|reenvi[oa]|encaminham|przesyl|пересыл|релей|preposil|preposl|predava
        yonlendir|aktarim|vidarebefordr|vidaresand|videresend|viderefor
    """,
    "stopped": r"""
        wird (?:\w{1,12} ){1,3}nicht angenommen|werden (?:\w{1,12} ){1,3}nicht angenommen
        accepteren (?:wij )?geen|aanvaarden geen|kabul etm|modtager ikke|mottar ikke|no aceptamos
        nao aceitamos
        (?:nehmen|akzeptieren|wollen|lassen) wir (?:\w{1,12} ){0,3}(?:nicht|keine)|wird nicht angenommen
        nie (?:jest|sa) przyjm|nao (?:e|sao) aceit|no (?:se acept|es acept|son acept)
        non (?:e|viene|sono) accett
        n'est pas accept|ne sont pas accept|wordt niet (?:geaccept|aangenom)|neni prijim|nejsou prijim
        kabul edilm|tas inte emot|accepteras inte|modtages ikke|mottas ikke|не принима
    """,
    "broken": r"""
        avaria|impossible de joindre|no se puede contactar|impossibile (?:contatt|raggiung)|nicht zu erreichen
        kan niet (?:worden )?bereik
        wird (?:\w{1,8} )?gewartet|ne repond(?:ent)? (?:pas|plus)|verzeichnisdienst
        meldet sich nicht|hors service|fuera de servicio|fora de servico|buiten gebruik
        keine antwort|aucune reponse|sin respuesta|sem resposta|nessuna risposta|geen antwoord|brak odpowiedzi
        нет ответа|zadna odpoved|yanit yok|inget svar|intet svar|ingen svar|baglanilamad|inte ansluta
        oprette forbindelse
        echec de (?:la )?connexion|error de conexion|falha (?:de|na) conex|nie mozna polaczyc
        не удалось (?:подкл|соед)
        pripojeni (?:[\w.·]{1,30} ){0,3}selhal|koble til
        przerwa|prace techn|техническ\w{2} (?:работ|перерыв)|travaux|trabajos|arbeiten\b|lavori
        (?:neni|nie je) dostup|(?:inte|ikke) tillgang|ikke tilg[aæ]e?ngel|ikke tilgjengel|base de d\w{1,3}
        \w{0,2}datenbank|banca dati|baz[aey] danych|база данных|базой данных|veritaban
        (?:datenbank|system|server|netzwerk|verbindungs|lese|schreib)fehler
        antwortet (?:\w{1,12} ){0,2}nicht|ausgefallen|nicht (?:erreichbar|verfugbar|bereit)|defekt
        speicherprobl
        probleme|injoignable|hors ligne|incident|indisponib|dysfonc
        fallo\b|caid[oa]|sobrecarg|no (?:responde|disponible|accesible)|averia|inconvenient
        sobrecarreg|fora do ar|nao responde|indisponiv|instabil
        sovraccar|non (?:raggiungib|risponde|disponib)|malfunz|fuori servizio
        overbelast|niet (?:beschikb|bereikb)|onbereikb|kapot
        przeciaz|niedostep|awari|usterk|nie odpowiada
        сбой|не отвечает|неполад|неисправ|отказ оборуд
        vypad|udrzb|pretiz|nedostup|porucha|neodpovid
        hizmet ver|ulasilam|yanit verm|mesgul|ariza|asiri yuk
        driftstor|underhall|otillgang|svarar inte|ur funktion
        vedligehold|vedlikehold|utilg[aæ]e?ng|utilgjeng|svarer ikke|nedbrud|driftsforst
    """,
    "later": r"""
        zurzeit|derzeit|im moment|momentan|erneut|nochmal|voruberg
        momentan|passag|retent|ulterieur|renouvel|de nouveau
        reint|vuelva|pruebe|momento|minutos|mas adelante
        tente|instantes|novamente|de novo|momento
        riprov|ripet|momento|momentan|nuovamente|ritent
        later|probeer|momenteel|opnieuw|nogmaals
        chwilow|ponow|sproboj|sprobuj|za chwil|obecnie
        повтор|попроб|в данный момент|сейчас
        znovu|opakuj|zkuste|skuste|momental
        tekrar|deneyin|su anda|daha sonra
        tillfall|igen\b|senare|just nu
        midlertid|igen\b|igjen\b|senere|for tiden|for oyeblikk
    """,
    "refused": r"""
        zuruckgewiesen|nicht angenommen|interdit|denegad|negad[oa]|vietat|odrzuc|zablok|reddedil|kabul edilm
        avvist|afvist|avslag|nekades
    """,
}
