"""More of the words of ``reasons_abroad``: what a server does, may not be asked for, and cannot do just now.

German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Czech and Slovak, Turkish, Swedish,
Danish and Norwegian, in this order where each has its line.
"""

#: Matched at the beginning of a word.
REFUSALS_ABROAD: dict[str, str] = {
    "outside": r"""
        moderee|moderiert|moderad[oa]|moderowan|moderovan|moderat[oa]\b
        hay que (?:suscrib|ser miembro|estar)|(?:debe|necesita|tiene que) (?:suscrib|ser miembro)
        (?:apenas|so) (?:de )?(?:assin|membr)
        (?:devi|bisogna|occorre|dovete) (?:\w{1,9} )?(?:iscriv|essere)
        (?:il faut|devez|faut) (?:vous |etre )?(?:abonn|inscri|membre)
        не можете (?:писать|отправ)|нельзя (?:писать|отправ)|nie mozesz (?:pisac|wysyl)
        nie moze (?:pisac|wysyl)|nemuzete (?:psat|posil|zas)
        u (?:kunt|mag) (?:\w{1,9} ){0,3}niet|(?:yaz|gonder)emezsiniz|kan (?:inte|ikke) skriv
        sie konnen (?:\w{1,9} ){0,4}nicht
        (?:politica|politicas|normas|reglas|regras|criteri|regole|policy) (?:intern|aziendal|corporativ)
        (?:politica|politicas|normas|reglas|regras|criteri|regole|policy) (?:de la empresa|da empresa)
        (?:politica|politicas|normas|reglas|regras|criteri|regole|policy) (?:de seguri|de segura)
        (?:politique|regle|regles|directive|consigne)s? (?:intern|de securite|de l'entreprise|de l'etabl)
        interne\w? (?:richtlin|regel|vorgab|vorschr)|hausregel|richtliniengrund|sicherheitsrichtlin
        intern beleid|huisregel|bedrijfsbeleid
        (?:zasad\w{0,3}|polityk\w{0,2}) (?:firm|wewn|bezp)|внутренн\w{2,4} (?:прав|полит)
        политик\w (?:безоп|комп)|internich? pravid
        foretagspolicy|sakerhetspolicy|virksomhedens|sikkerhedspoliti|guvenlik politik|sirket politik
        nur (?:\w{1,14} ){1,3}(?:durf|konn|darf|kann|zugelassen|erlaubt|gestattet)|nicht (?:befugt|berechtig)
        (?:fehlende|keine|ohne) (?:\w{1,9} )?(?:berechtigung|befugnis|erlaubnis)
        (?:fehlende|keine|ohne) (?:\w{1,9} )?(?:freigabe|schreibrecht|sendererecht)
        seul\w? (?:\w{1,14} ){1,3}(?:peu|sont|est)|pas (?:habilit|membre|inscrit|abonne)
        non (?:abonne|membre|inscrit)
        solo (?:\w{1,14} ){1,3}(?:pued|tien|est[ae]n)|unicamente (?:\w{1,14} ){1,3}pued
        no (?:es miembro|esta suscr)
        (?:so|apenas|somente) (?:\w{1,14} ){1,3}(?:pode|tem|est[ae]o)
        nao (?:e membro|esta inscrit|e assinante)
        solo (?:\w{1,14} ){1,3}(?:poss|puo|sono)|non (?:e (?:iscritt|membro|abilitat)|iscritt|abilitat)
        alleen (?:\w{1,14} ){1,3}(?:kunnen|mogen|mag|kan)|geen lid|niet (?:bevoegd|gerechtigd|gemachtigd)
        tylko (?:\w{1,14} ){1,3}(?:mog[ae]|moze)|nie (?:jest|jestes) czlonk|nie masz (?:praw|uprawn|dostepu)
        только (?:\w{1,14} ){1,3}(?:могут|может|имеют)
        не (?:является|являетесь|входит) (?:\w{1,14} )?(?:участ|подпис|член)
        (?:pouze|jen) (?:\w{1,14} ){1,3}(?:mohou|muze|smi|maji)|neni clen|nejste clen|nie ste clen
        (?:yalniz|sadece|ancak) |uye degil|uyeler\w{0,3} |yetkiniz
        (?:bara|endast) (?:\w{1,14} ){1,3}(?:far|kan|har)|inte medlem|saknar (?:behor|ratt)
        (?:kun|bare) (?:\w{1,14} ){1,3}(?:kan|ma|har|far)|ikke medlem|mangler (?:rettighed|tillad|tilgang)
        posta (?:ordinaria|non certificata)|(?:messaggi|mail|posta) non (?:di )?pec\b|solo (?:\w{1,9} )?pec\b
        (?:vain|ainoastaan) (?:\w{1,16} ){1,3}(?:voi|saa|on)|csak (?:\w{1,16} ){1,3}(?:kuld|irhat|jogosult)
        (?:doar|numai) (?:\w{1,14} ){1,3}(?:pot|poate|sunt)
        (?:лише|тільки) (?:\w{1,14} ){1,3}(?:можуть|може|мають)
        μόνο (?:\w{1,14} ){1,4}(?:μπορ|επιτρ|έχ)|samo (?:\w{1,14} ){1,3}(?:mogu|moze|smij)
        hanya (?:\w{1,14} ){1,3}(?:dapat|boleh|bisa)|chi (?:\w{1,9} ){1,5}(?:duoc|co the)
    """,
    "login": r"""
        nur (?:\w{1,9} )?(?:nach|mit) (?:\w{1,10} )?(?:anmeld|authent|login|passw)
        vorherig\w{0,2} (?:anmeld|authent)
        (?:use|utilize|utilice|usar|verwenden|benutzen|utilisez|usate|gebruik) (?:\w{1,9} ){0,3}(?:porta?)\b
        (?:use|utilize|utilice|usar|verwenden|benutzen|utilisez|usate|gebruik) (?:\w{1,9} ){0,3}(?:puerto)\b
        без (?:авториз|аутентиф)|bez (?:autoryz|uwierz|prihlas|overen)|sans authentif|sin autentic
        sem autentic|senza autentic
        zonder (?:authent|inlog)|utan (?:inlogg|autent)|uden (?:login|godkend)|uten (?:palogg|autent)
        ohne authent
        anmelde?(?:daten|pflicht)|nicht (?:angemeldet|eingeloggt)|ohne (?:anmeldung|login)|smtp-anmeld
        (?:pas|non) (?:authentifie|identifie|connecte)\b.{0,9}smtp
        authentification (?:smtp )?(?:prealable|obligat|req|nec|est)
        (?:debe|hay que|necesita|tiene que) (?:\w{1,9} )?(?:autentic|autentif|identific|iniciar)
        active la autentic
        (?:envio|usuario|sessao|conexao|cliente) nao autenticad|(?:habilit|ativ)\w{1,2} a autentic
        faca (?:o )?login
        (?:occorre|bisogna|necessario|deve|devi|dovete) (?:\w{1,9} )?(?:autentic|identific|effettuare)
        smtp autenticat
        (?:u |je |eerst )(?:\w{1,8} )?(?:aan te melden|in te loggen|aanmelden|inloggen)|meld u aan
        log eerst in\b
        (?:zaloguj|wlacz) |(?:wymag\w{1,4}|koniecz\w{2}) (?:jest )?(?:uwierz|autory|zalog|logow)|niezalogow
        (?:включите|требуется|необходима|нужна) (?:\w{2,9} )?(?:авториз|аутентиф|smtp)|войдите|не авторизов
        (?:nejste|nie ste) prihlas|vyzaduje (?:se )?(?:prihl|overen|autent)|zapnete (?:si )?(?:overen|autent)
        (?:oturum|giris) |kimlik dogrul
        (?:maste|var god) (?:forst )?logga|inloggning kravs|autentisering kravs|ej inloggad
        (?:skal|ma) (?:forst )?logge|log ind\b|logg inn\b|ikke (?:logget|palogget)|palogging|autentificering
    """,
    "relay": r"""
        (?:fremde|externe)\w? (?:nachrichten|mails?|domains?|empfanger) (?:\w{1,12} ){0,3}weiter|durchreich
        relayen\b
        (?:ne )?(?:relaye|relaie|transmet|achemine)(?:ra|nt|ons)? pas|pas (?:de relais|relayer)|relayage
        transfert (?:interdit|refus)
        (?:reenvio|retransmision|reexpedicion|relevo) |no (?:se )?(?:reenv|retransm)|no hace relay
        (?:reencaminh|retransmiss|repasse|encaminh)|nao (?:retransmit|encaminh|faz relay)
        (?:inoltro|rilancio|ritrasmission|reinstrad)|non (?:inoltr|ritrasm|effettua (?:il )?relay)
        (?:doorgeven|doorgestuurd|doorzenden|relayen|relaying)|geen (?:doorgifte|relay)
        przekazywan|posrednicz|retransmis|nie (?:przekazuj|posrednicz)
        (?:ретрансляц|релэй|транзит|пересылк)|не (?:пересыла|ретрансл)
        (?:predavan|preposilan|prenos (?:post|zprav))|(?:nepreposil|nepredav|nerelay)
        (?:aktarma|iletim izni|yonlendirme|role\b)|(?:iletilm|aktaril)
        (?:vidarebefordr|relaer|formedl)|(?:videresend|viderefor|videreform|relear)
    """,
    "form": r"""
        nicht zu (?:\w{1,8} )?(?:ip|dns)\b|(?:passt|passen|gehort|stimmt|stimmen) (?:\w{1,9} ){0,4}nicht
        nicht uberein
        ne correspond(?:ent)? pas (?:a|au) (?:\w{1,9} ){0,2}(?:ip|dns|helo|nom|adresse ip)
        (?:no|nao) (?:se )?correspond\w{1,2} (?:a|al|ao|con|com) (?:\w{1,9} ){0,2}(?:ip|dns|helo)
        (?:no|nao) (?:se )?correspond\w{1,2} (?:a|al|ao|con|com) (?:\w{1,9} ){0,2}(?:nombre|nome|host)
        non corrispond\w{1,3} (?:a|al|all'|con) ?(?:\w{1,9} ){0,2}(?:ip|dns|helo|nome|indirizzo ip)
        (?:nie odpowiada|nie pasuje|neodpovid\w{0,2}|nesouhlas\w) (?:\w{1,12} ){0,2}(?:adresowi )?ip\b
        не соответств\w{2,3} (?:\w{1,12} ){0,2}(?:адресу )?(?:ip|helo)
        klopt niet|komt niet overeen|uyusmuyor|eslesm|stammer inte|stemmer ikke|matcher ikke
        (?:helo|ehlo)-?(?:na|ime|имя|jmeno|adi|nom|namn|navn)
        \w{0,12}verschlussel|klartextverb|(?:tls|ssl)-?(?:verb|pflicht|versch)|zertifikat|betreffzeile
        kopfzeilen
        (?:conne\w{2,5}|liaison|canal|session) (?:non )?(?:chiffr|securis)|certificat|champ (?:date|from|to)
        ligne objet
        (?:conex\w{2,4}|canal|sesion) (?:no )?(?:cifrad|segur|encript)|certificad|campo (?:date|from|to)
        sin asunto
        (?:conex\w{2,3}|ligac\w{2}|canal|sessao) (?:nao )?(?:cifrad|segur|cripto|encript)|criptograf
        sem assunto
        (?:connession\w|canale|sessione) (?:non )?(?:cifrat|sicur|critto|protett)|crittograf|certificat
        senza oggetto
        (?:onversleuteld|versleuteld|beveiligde) |certificaat|zonder onderwerp
        (?:polaczen\w{1,3}|kanal) (?:nie)?szyfrow|certyfikat|bez tematu
        (?:незашифров|незащищ|защищенн)\w{2,4} (?:соедин|канал)|сертификат|без темы
        (?:nesifrov|sifrovan|zabezpec|nezabezpec)\w{0,3} (?:spoj|pripoj)|certifikat|bez predmetu
        (?:sifreli|sifresiz|guvenli) (?:bir )?bagl|sertifika|konusuz
        krypterad|okrypterad|certifikat|amnesrad|ukrypter|kryptert|sertifikat|emnefelt
        (?:titkositott|titkositatlan) kapcs|(?:salaam|salattu)|(?:criptat|necriptat)|(?:зашифр|шифруван)
        (?:befehl|commande|comando|polecenie|команд|prikaz|komut)\w{0,2} (?:\w{1,12} ){0,4}(?:falsch|non ric)
    """,
    "stopped": r"""
        (?:nehmen|akzeptieren) (?:\w{1,14} ){1,4}(?:nicht|keine)|nicht (?:entgegen|angenommen)|unterbunden
        n'accept|(?:ne sont|n'est) pas (?:accept|admis)|n'acceptons|sont refus
        no (?:se )?(?:acepta|admit|recib)|no (?:son|sera|seran) acept|no permitimos
        nao (?:se )?(?:aceit|admit|receb)|nao (?:sao|sera|serao) aceit
        non (?:si )?(?:accett|ammett|ricev)|non (?:saranno|verra|vengono) accett
        (?:nemen|accepteren) (?:\w{1,12} ){1,4}(?:niet|geen)|niet (?:geaccepteerd|aangenomen)
        nie (?:przyjmuj|akceptuj)|nie (?:sa|bedzie|beda) (?:przyjm|akcept)
        не (?:принимаем|принимает|будет принят|принимаются)|прием (?:\w{1,12} ){0,3}(?:запрещ|прекращ)
        neprijim|neakcept|nebud\w{1,3} prijat|kabul (?:etm|edilm)|tar inte emot|accepterar inte
    """,
    "broken": r"""
        no (?:es|fue|ha sido) posible (?:contact|conect|entreg|establ|complet|acced)
        no (?:se )?(?:pudo|puede|logro) (?:contact|conect|establ|alcanz|acced)
        nao (?:foi|e) possivel (?:contat|contact|conect|estabel|aced|acess|complet)
        (?:inacess|inalcanc|inating)
        irraggiung|impossibile (?:conness|stabil|collegar|accedere)
        non (?:e )?(?:possibile|stato possibile) (?:contatt|collegar|conness|stabil)
        (?:inaccess|injoignab|impossible de (?:se )?(?:connect|contact|etabl|acced))
        impossible d'(?:etabl|acced|ecrire)
        (?:wartungsfenster|wartungsmod|nichtverfugbar|uberbelast|verbindungsaufbau|zeituberschreit)
        nicht (?:moglich|gelungen|zustande)
        kein\w{0,2} verbindung (?:zu|mit|mog)
        verbindung (?:\w{1,14} ){0,4}(?:fehlgeschl|abgebroch|unterbroch|unmoglich|nicht)
        abgesturzt|heruntergef
        (?:connexion|liaison) (?:\w{1,12} ){0,4}(?:echoue|impossib|interromp|perdue|coupee)
        delai (?:\w{1,12} ){0,3}(?:depasse|expire)
        (?:tiempo|plazo) (?:\w{1,9} ){0,3}(?:agotad|excedid|superad)
        (?:conex\w{2,4}) (?:\w{1,9} ){0,3}(?:fallid|perdid|interrump|falhou|perdida|interromp)
        (?:tempo|prazo) (?:\w{1,9} ){0,3}(?:esgotad|excedid|limite)|tempo (?:scadut|limite)
        connessione (?:\w{1,9} ){0,3}(?:fallit|persa|interrott|scadut)
        verbinding (?:\w{1,14} ){0,4}(?:mislukt|verbroken|verloren)|niet (?:mogelijk|gelukt)
        (?:polaczeni\w) (?:\w{1,14} ){0,4}(?:nieudan|zerwan|utracon)|(?:przekroczon\w) (?:limit )?czas
        nie udalo sie (?:polacz|nawiaz|dostar)
        соединени\w (?:\w{1,14} ){0,4}(?:разорв|прерв|не установ|потеряно)|врем\w{1,4} ожидания|таймаут
        тайм-аут|не удалось (?:доставить|устан|связ)
        (?:spojeni|pripojeni) (?:\w{1,14} ){0,4}(?:selhal|prerus|ztracen|nezdar|nepodar)
        vyprsel (?:\w{1,9} )?(?:cas|limit)|nepodarilo se (?:spoj|prip|doruc)
        baglanti (?:\w{1,14} ){0,3}(?:kurulam|kesil|koptu|basaris)|zaman as
        (?:anslutning\w{0,3}|forbindelse\w{0,3}|tilkobling\w{0,3}) (?:\w{1,14} ){0,4}(?:misslyck|brots|bruten)
        (?:anslutning\w{0,3}|forbindelse\w{0,3}|tilkobling\w{0,3}) (?:\w{1,14} ){0,4}(?:mislyk|afbrudt|brutt)
        tidsgr[aæ]e?ns\w{0,3} (?:over|for)
        (?:avbrott|driftavbrott|nertid|nedetid|nede\b)
        (?:nedbrudt|overbelastad|overbelastet|opptatt|upptagen|optaget)
        (?:plattenplatz|festplatte|datentrager|speicherplatz des servers|systemspeicher)
        (?:espace|place) disque|(?:espacio|espaco) en? disco
        (?:dienst|server|system) (?:\w{1,14} ){0,3}(?:uberlast|beschaftigt|uberfordert|neu gestart|gestort)
        stromausfall|netzausf
    """,
    "later": r"""
        zum jetzigen zeitpunkt|gerade nicht|in kurze|bald wieder|noch ?einmal|nochmals|wiederhol
        \d{1,3} minuten
        ulterieurement|prochainement|reessai|ressay|retentez|nouvelle tentative|pour l'instant|actuellement
        dans (?:quelques|une|\d)
        reintent|mas adelante|en otro momento|luego\b|por ahora|actualmente|en breve|intentel|intentarlo|vuelv
        tentar|tenta\b|tentativa|repita|por enquanto|de momento|atualmente|em breve|mais logo|volte
        ritenta|piu avanti|fra (?:qualche|poco|\d|un)|tra (?:qualche|poco|\d|un)|per ora|al momento
        attualmente
        straks|zo dadelijk|op dit moment|nogmaals|een andere keer|over (?:enkele|een|\d|vijf|tien)
        niebawem|w tej chwili|obecnie|za (?:kilka|pare|\d{1,3}) |ponowi|jeszcze raz
        немного погодя|через (?:\w{1,9} )?(?:минут|час|врем)|чуть позже|попытк|еще раз|пока\b|попозже
        za (?:chvil|okamzik|par|\d{1,3})|nyni\b|aktualne|o neco|opakovat|zkus|zopakuj
        birazdan|simdi|biraz sonra|ilerleyen|yine\b|dakika sonra
        om en stund|om (?:nagra|\d)|for narvarande|strax|om lidt|om litt|om (?:nogle|noen|\d)|lige nu
        na for tiden|prov\w? igen
    """,
    "many": r"""
        (?:stunden|tages|minuten|monats|sende|versand|mail|nachrichten)-?(?:kontingent|limit|quote)
        (?:stunden|tages|minuten|monats|sende|versand|mail|nachrichten)-?(?:grenze|maximum|budget)
        (?:cuota|cota|quota) (?:de envi|d.envoi|di invi|diari|horari|journal|horaire|giornal|orari)\w{0,3}
        neue\w? absend|nouvel expedit|nuevo remit|novo remet|nuovo mitt|nieuwe afzend|nowy nadawc
        новый отправ|novy odesil|yeni gonder
        ny avsand|ny afsend|ny avsend|(?:um|de|di|van|about|на) \d{1,4} (?:sek|sec|seg|сек)|серые списк
        серых списк
        zu viele (?:fehl|versuch)|trop d'(?:echec|essai|erreur)|demasiados (?:intent|fallo|error)
        muitas (?:tentat|falha)|troppi (?:tentat|error)
        debit (?:\w{1,9} )?(?:depass|attein)|patientez|aguarde\b|espere\b|attendere|wacht even|poczekaj
        подождите|pockejte
        zu (?:viele|haufig|schnell|oft)|uberm(?:aß|ass)ig|anzahl (?:\w{1,14} ){1,3}(?:uberschr|erreicht)
        tageslimit|ausgebremst|begrenzung (?:der|fur)
        (?:sende|versand|nachrichten|verbindungs|empfanger)\w{0,3}(?:limit|rate|zahl)
        (?:sende|versand|nachrichten|verbindungs|empfanger)\w{0,3}(?:frequenz|kontingent|grenze)
        drosselung
        trop (?:d[e']|frequem|souvent|rapid|nombreu|vite)|frequence|limitation d|debit (?:maximal|limite)
        quota d'(?:envoi|emission)
        demasiad[oa]s|excesiv[oa]|limitacion|frecuenc|ritmo|velocidad|tasa (?:de|maxima)
        cantidad (?:maxima|de (?:corr|mens|conex|dest))|greylist
        demasiad[oa]s|excessiv|demais\b|limitacao|frequenc|ritmo|taxa (?:de|maxima)
        quantidade (?:maxima|de (?:mens|e-?m|conex|dest))
        tropp[ie]\b|frequenza|ritmo|velocita|limitazion|quantita (?:massima|di (?:mess|mail|conn|dest))
        eccessiv[oa]
        te (?:veel|snel|vaak)|frequentie|snelheid|beperking|maximum (?:aantal|van)|grijze lijst
        (?:zbyt|za) (?:wiele|duzo|szybko|czesto)|nadmiern|czestotliw|szybkosc|ograniczeni|szara list
        szarej lis
        (?:слишком )(?:много|част|быстр)|чрезмерн|частот|скорост|ограничени
        лимит (?:на |по )?(?:отправ|пис|соед|сообщ|количе)|серым списк
        (?:prilis|moc) (?:mnoho|casto|rychl|vela)|nadmern|frekvenc|rychlost|omezeni|sed\w{1,2} list|greylist
        (?:cok|asiri|fazla) (?:fazla|sik|hizli|sayida)|siklik|hiz (?:sinir|limit)|gri liste|kisitla
        (?:for|alltfor) (?:manga|mange|ofta|ofte|snabb|hurtig|raskt|mye|mycket|meget)|hastighet|hastighed
        begrans|begr[aæ]e?ns|gr[aå]list
    """,
    "reverse": r"""
        (?:ruckwarts|reverse)\w{0,2}(?:eintrag|auflosung|zone|name|dns|suche)|namensauflosung
        kein\w{0,2} gultig\w{0,2} hostname
        (?:enregistrement|resolution|nom|dns|zone) (?:dns )?invers
        (?:pas|sans|aucun) (?:de )?(?:nom d'hote|reverse|nom dns)
        (?:registro|resolucion|dns|nombre|zona) (?:dns )?(?:inver|ptr|revers)
        sin (?:nombre|resolucion|reverso)
        (?:registro|resolucao|dns|nome|zona) (?:dns )?(?:inver|ptr|revers)|sem (?:nome|resolucao|reverso)
        (?:record|risoluzione|dns|nome|zona) (?:dns )?(?:inver|ptr|revers)
        senza (?:nome host|reverse|risoluzione)
        (?:omgekeerde|reverse) (?:dns|lookup|zone|naam)|geen (?:hostnaam|reverse|ptr)
        (?:wpis|rekord|nazw\w|dns) (?:\w{1,9} )?(?:odwrot|rev|ptr)|brak (?:nazwy|odwrot|rev)
        (?:обратн\w{2,3}|реверсн\w{2,3}) (?:днс|dns|имя|зон|запис|разреш|преобраз|просмотр)|не резолв|птр
        (?:reverzni|zpetny|zpetneho|spatny|reverzny) (?:\w{1,9} )?(?:dns|zaznam|preklad|nazev)
        (?:ters|geri) (?:dns|kayit|ad|sorgu|cozum)|omvand
        (?:omvendt|baklengs|revers)\w? (?:dns|oppslag|opslag|uppslag)
        (?:forditott|inverz|reverz) (?:dns|nev|bejegy)|(?:kaanteis|kaanteinen)
        зворотн\w{2,3} (?:dns|запис|зон)|αντίστροφ
    """,
    "authentic": r"""
        gibt (?:sich )?(?:\w{1,9} ){0,2}(?:vor|aus)\b|vorgeblich|angeblich\w? absend
        se (?:fait|faire) passer|se hace pasar|se faz passar
        si spaccia|doet zich voor|podaje sie za|vydava se za|utger sig|udgiver sig|utgir seg|выда[её]т себя
        (?:unser\w{0,2} eigene\w?|notre propre|nuestro propio|nosso proprio|nostro stesso|ons eigen) dom
        ohne (?:gultige\w? )?(?:spf|dkim|dmarc)|(?:ni|weder|ne|nem|noch) (?:spf|dkim)\b
        (?:no publica|ne publie pas|nao publica|non pubblica) (?:\w{1,9} ){0,2}(?:spf|dkim|dmarc)
        (?:domain|absender)-?(?:authentifiz|falsch|verifiz)\w{0,6}|gefalschte\w? absend|absenderfalschung
        (?:usurpation|falsification|contrefa)|authentification du domaine
        signature (?:dkim|du message) (?:\w{1,9} ){0,2}(?:inval|abs|err)
        suplantac|suplantad|falsificac|autenticacion del (?:domin|remit)|firma (?:dkim|del mensaje)
        falsificac|autenticacao do (?:domin|remet)|assinatura (?:dkim|da mensagem)|forjad
        contraffatt|falsificat|autenticazione del (?:domin|mitt)|firma (?:dkim|del messaggio)
        spoof|vervals|domeinverificatie|afzenderverificatie|dkim-handt
        podszyw|sfalszow|uwierzytelni\w{3} (?:domeny|nadawc)|podpis (?:dkim|cyfrow)
        поддел|подмен|подлинност|подпис\w (?:dkim|письма)|аутентификац\w{2} (?:домен|отправ)
        podvrh|podvrzen|overeni (?:domen|odesil)|podpis (?:dkim|zpravy)
        sahte (?:gonder|alan|kimlik)\w{0,5}|dkim imza
        forfalsk|domanautent|avsandarautent|dom[aæ]e?neautent|dkim-?signatur|avsandarverif
    """,
    "file": r"""
        anlage\b|anlagen\b|beigefugt|\w{0,6}dateien\b|dateiendung|archivdatei|office-?dok|ficher|ficheir
        comprimid|extension\w? de
        piece\w? jointe|pj\b|extensao|estensione|extensie|rozszerzen|расширен|pripon|uzanti|filandelse
        filtype|filetternavn
        (?:exe|zip|rar|js|vbs|docm|xlsm|iso|scr|bat|7z|lnk)(?:-|\b)(?:datei|fil|bestand|plik)
        (?:exe|zip|rar|js|vbs|docm|xlsm|iso|scr|bat|7z|lnk)(?:-|\b)(?:файл|soubor|dosya|archiv|anh)
    """,
    "forbidden": r"""
        no se (?:permit|acept|admit|autoriz)|nao se (?:permit|aceit|admit)|non si accett
        sind (?:\w{1,9} )?(?:verboten|unzulassig|untersagt)
        untersagt|nicht (?:zulassig|gewunscht|akzeptiert|angenommen|durchgelassen)|unzulassig
        wird (?:\w{1,9} )?blockiert
        proscrit|pas (?:permis|tolere|admis|accepte)|defendu|deneg|impedid|vedad
        non (?:ammess|autorizz|consentit)|inibit
        niet (?:toegelaten|geaccepteerd|geoorloofd)|uitgesloten|nieakceptow|niedopuszcz|wykluczon|blokowan
        не (?:принима|разрешен|поддержив|пропуск)|блокир|nepripust|zakaz|blokov|(?:ne)?povolen|izinsiz|engel
        yasak|kabul edilmiyor
        inte (?:tillat|godkan)|ej (?:tillat|godkan)|ikke (?:godkend|godkjent|akcepter|aksepter)
    """,
    "bad": r"""
        generell (?:abgew|abgel|gesperrt|verweig)|grundsatzlich (?:abgew|abgel|nicht)|hausverbot
        angriff|attaque|ataque|attacc|aanval|atak\w|utoky?\b|saldiri|angrepp|angreb|angrep\b
        dynamisch\w{0,2} (?:ip|adress|vergeben)|einwahl|wahlzugang|adresses? dynami|ip dynami|residentiel
        (?:ips?|direccion\w{0,2}|endereco|indirizzo) (?:\w{1,3} )?(?:dinami|residenc|residenz)|ips? dinamic
        динамическ\w{2,3} (?:ip|адрес)
        dynamick\w{1,2} (?:ip|adres)|dynamiczn\w{1,3} (?:ip|adres)|dinamik ip
        pas (?:le |la )?bienvenu|no es bienvenid|nao e bem-?vind|non e (?:il )?benvenut|niet welkom
        nicht willkommen
        inte valkommen|ikke velkommen|niemile widzian|не привет|neni vitan|unwillkommen|(?:rot|grau)en liste
    """,
    "unwanted": r"""
        (?:ne|n') ?(?:souhaite|desire|veut|accepte) (?:pas|plus) (?:\w{1,9} ){0,3}(?:recevoir|vos|votre)
        (?:no|nao) (?:desea|quiere|deseja|quer|acepta|aceita) (?:\w{1,9} ){0,3}(?:recibir|receber)
        (?:no|nao) (?:desea|quiere|deseja|quer|acepta|aceita) (?:\w{1,9} ){0,3}(?:sus|suas|seus)
        non (?:desidera|vuole|gradisce|accetta) (?:\w{1,9} ){0,3}(?:ricevere|tuoi|suoi|vostri)
        (?:mochte|wunscht|will) (?:\w{1,9} ){0,5}(?:keine|nicht) (?:\w{1,9} ){0,5}(?:erhalten|empfangen)
        (?:mochte|wunscht|will) (?:\w{1,9} ){0,5}(?:keine|nicht) (?:\w{1,9} ){0,5}(?:bekommen|haben)
        (?:wenst|wil) (?:\w{1,9} ){0,4}(?:geen|niet) (?:\w{1,9} ){0,4}(?:ontvangen|hebben|meer)
        nie (?:chce|zyczy sobie) (?:\w{1,9} ){0,3}(?:otrzymywac|wiadomosci|poczty)
        не (?:желает|хочет) (?:\w{1,9} ){0,2}получать
        nepreje si|vill inte (?:\w{1,9} ){0,3}(?:ha|ta emot|fa)\b
        onsker ikke (?:\w{1,9} ){0,3}(?:at modtage|a motta|post|mail)
    """,
    "over": r"""
        bereikt|erreicht|attein|alcanzad|alcanzo|atingid|atingiu|raggiunt|osiagni|достиг|dosazen|natt\b|nadd\b
    """,
    "loop": r"""
        im kreis|en rond|en circulo|em circulo|in circolo|in een kring|w kolko|по кругу|dokola|zapetl
        зациклив|dongu|korkoros
        (?:zu viele|trop de|demasiados|muitos|troppi|te veel|zbyt wiele) (?:hops?|sprung|saut|salto)
        (?:zu viele|trop de|demasiados|muitos|troppi|te veel|zbyt wiele) (?:salti|stappen)
        (?:zu viele|trop de|demasiados|muitos|troppi|te veel|zbyt wiele) (?:stationen|relais|received)
    """,
    "handshake": r"""
        (?:tls|ssl)-?(?:aushandl|handshake|verhandl|onderhandel|verbindungsaufb)
        (?:negociation|negociacion|negociacao|negoziazione|negocjacj\w) (?:tls|ssl)
    """,
    "disk": r"""
        (?:auf (?:der|dem|einer)|sur le|en el|no|na|sul|op de|pa) (?:disk|disc|disque|disco|schijf|dysku)
        (?:auf dem|sur le|en el|no|na|sul|op de|pa) (?:server|serveur|servidor|serwerze)|на (?:диске|сервере)
        (?:server|system|disk|systeem)-?(?:platz|speicher|ruimte)|plattenplatz|festplatte|schijfruimte
    """,
    "pace": r"""
        debit\b|cadence|tasa de|taxa de|velocita|snelheid|predkosc|hastighe
    """,
}
