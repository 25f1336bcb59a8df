"""More words in other languages: of ways, times and countries, and of what people complain of.

German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Czech, Turkish, the Nordic languages,
Finnish, Hungarian, Romanian and Ukrainian, in this order where each has its line.
"""

#: Matched at the beginning of a word.
WAYS_ABROAD: dict[str, str] = {
    "undelivered": r"""
        zustellung|(?:nicht|kann|konnte) (?:\w{1,12} ){0,3}(?:zugestellt|ubermittelt|ausgeliefert)
        pas (?:pu )?(?:etre )?(?:remis|delivr|achemin)|remise\b|livraison|acheminement
        no (?:se )?(?:pudo|ha podido) (?:ser )?entreg|entrega|nao (?:pode|foi) (?:ser )?entreg
        consegna|recapit|afgeleverd|bezorg|dostarcz|доставить|доставк|доставлен|dorucit|doruceni|doruceno
        teslim
        levererad|leverans|levering|leveret|levert|toimit|kezbesit|livrat|livrare
    """,
    "aged": r"""
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:tag)
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:stund)
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:jour)
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:heur)
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:dia)
        (?:innerhalb von|binnen|in|en|dentro de|entro|w ciagu|в течение|do|inden|innen|inom) \d{1,3} (?:hora)
        (?:entro|binnen|in|w ciagu|в течение|do|inden|inom) \d{1,3} (?:giorn|ore|dag|uur|dni|godz)
        (?:entro|binnen|in|w ciagu|в течение|do|inden|inom) \d{1,3} (?:сут|час|дн|dn|hod|tim)
        delais? impart|dans les delais|zustellfrist
        (?:dopo|na|po|после) \d{1,3} (?:giorn|ore|dag|dni|dnu|суток|дней|попыт|prob)
    """,
    "fault": r"""
        (?:abfrage|anfrage|suche|zugriff) (?:\w{1,12} ){0,4}(?:fehlgeschl|gescheitert|nicht moglich)
        (?:requete|consulta|interroga\w{4}|zapytani\w|запрос)\w{0,3} (?:[\w·-]{1,30} ){0,4}(?:echou|fall)
        (?:requete|consulta|interroga\w{4}|zapytani\w|запрос)\w{0,3} (?:[\w·-]{1,30} ){0,4}(?:nieud|не удал)
        (?:dotaz|sorgu)\w{0,3} (?:[\w·-]{1,30} ){0,4}(?:selhal|basar)
    """,
    "broken": r"""
        nicht (?:antwort|reagier)
        (?:a refuse|rechazo|recusou|ha rifiutato|verweigert|lehnt) (?:la |a |die |de )?(?:conne)
        (?:a refuse|rechazo|recusou|ha rifiutato|verweigert|lehnt) (?:la |a |die |de )?(?:conex|verbindung)
        (?:odrzucil|отклонил|odmitl)\w{0,2} (?:polac|соед|spoj)
        (?:nao aceitou a|non ha accettato la|no acepto la|n'a pas accepte la) (?:conne|conex)
        desligad|desligand|apagand|reinici|arresto\b|spegnimento|riavvi|hairio|katko\b|технічн|neustart
        heruntergefahren|redemarr|arret du
        herstart|restart\w{0,2}\b|yeniden baslat|omstart|startas om|genstart|starter pa nytt|ujraindul|leall
        repornire|oprire
        перезапуск|перезагруз|профилактик|adatbazis|supraincarc|sibuk|kuormit|varattu|зайнят|zauzet
        preopterec|yogun\b
        (?:server|servidor|sistema|system|serveur|systeme|serwer|systeem) (?:\w{1,9} )?(?:occupe|ocupad)
        (?:server|servidor|sistema|system|serveur|systeme|serwer|systeem) (?:\w{1,9} )?(?:occupat|bezet|zajet)
        zaneprazdn|baza de date|nem erheto|tietokan|warteschlange|file d'attente|coda piena
        cola (?:de correo|llena)|wachtrij
        kolejk|очеред\w (?:переполн|сообщ)|konfigurationsfehler|fehlkonfig|erreur de config|error de config
        erro de config
        anderen prozess|autre processus|otro proceso|outro processo|altro processo|ander proces|inny proces
        другим процессом
    """,
    "absent": r"""
        kein\w{0,2} (?:lokal|gultig)\w{0,2} (?:empfang|benutz|postf|adress|konto)|niet meer werkz|odszedl
        odeszla
        contiene (?:un )?error|enthalt einen fehler|contient une erreur|contem (?:um )?erro|zawiera blad
        содержит ошибк|bevat een fout
        nie(?:mals)? (?:eingerichtet|angelegt|existiert|vergeben|zugeteilt)|jamais (?:attribu|cree|ouvert)
        gibt.?s (?:\w{1,12} ){0,3}nicht|non e piu (?:in|pres|con|val|util|dispon|qui)
        n'est plus (?:dans|parmi|chez|membre)|недопустим\w{2,3} (?:адрес|получ|имя)
        ya no esta (?:en|con|entre)|ja nao (?:esta|trabalha|faz|existe)|nao esta mais|nie jest juz|уже нет
        uz neni|artik (?:yok|calism)|inte langre|ikke l[aæ]e?nger
        wurde (?:\w{1,9} ){0,4}(?:entfernt|geloscht|aufgelost)
        (?:falsch|wrong|erron|incorrect|errat|onjuist)\w{0,2} (?:empfang|destinat|geadress)\w{1,8}
        slutat|slutade|poistun|lahtenyt|kilepett|a plecat|umbenannt|renomme|renombrad|renomead|rinominat
        hernoemd
        переименован|prejmenovan|(?:hat|haben) (?:\w{1,9} ){0,3}gewechselt|a change\b|ha cambiado|mudou\b
        e cambiat
    """,
    "complained": r"""
        plaintes?\b|quejas?\b|reclamac\w{3,4}\b|beschwerde|spambeschwerde|lamentel|segnalazion|klacht
        skarg[ia]?\b|жалоб|stiznost
        sikayet|klagomal|klager\b|valituks|panasz|plangeri|скарг|keluhan
    """,
    "bad": r"""
        non (?:e )?gradit|uitgesloten|utestangd|udelukket|wykluczon|исключ[её]н|vyloucen
        non fiable|no (?:es )?confiable|no fiable|nao confiavel|inaffidab|non affidab|onbetrouwb|niezaufan
        ненадежн|neduveryh|guvenilmez|opalitlig|upalidelig
        sperre\b|sperrung|blocage|bloqueo\b|bloqueio|blocco\b|blokkade|blokad|блокировк|blokace|sparr\b
        blokering|proscri
        filtree?s?\b|filtrad[oa]s?\b|gefiltert|gesperrt\w? (?:bereich|netz)|spamkuld|schlechtes? karma
        unseri[oö]s
    """,
    "machine": r"""
        server steht|serveur soupconn|servidor (?:sospech|suspeit)|server sospett|server verdacht
        serwer podejrz|сервер подозр
        hebergeur\b|proveedor de|provedor de|hostingprovider|dostawca\b|провайдер\b
        host (?:geblok|gesperr|blocc|bloque|zablok|blokov|engel|blockera|bloker|blokk)
        votre nom de domaine|bu (?:sunucu|ip|ag|alan ad)\w{0,5}\b|sunucudan\b
        (?:su|seu|suo|vostro) nom[eb]r?e? (?:de |di )?domini?o
        (?:vos|ihre|sus|seus|vostri|suoi|uw|wasze|ваши|vase) (?:envois|sendungen|aussendungen|envios)
        (?:vos|ihre|sus|seus|vostri|suoi|uw|wasze|ваши|vase) (?:invii|mailings|wysylki|рассылки)
        plage d'(?:adresses|ip)|adressbereich|ip-bereich|rango (?:de )?ip|faixa (?:de )?ip
        blocco di (?:indirizzi|ip)|ip-reeks
        zakres (?:adresow|ip)|диапазон|rozsah (?:adres|ip)|ip-adressintervall
        (?:sobre|su|sul|over|na|на) (?:\w{1,5} )?(?:domaine|dominio|domein|domene|домен|domeny) [\w-]{1,60}·
        szerveret|szervere\b|domainjet|ip-cimet|ваш\w{0,3} (?:мереж|домен|ip|хост|адрес(?!ат))|verkkosi\b
        domeniul (?:dvs|dumn|exped)
    """,
    "reverse": r"""
        dns (?:\w{1,8} ){0,3}(?:mal config|unvollst|fehlerhaft|falsch|onjuist)
        dns-?eintrag (?:\w{1,8} ){0,3}(?:unvollst|fehlt|falsch)
        ohne namen|zonder (?:dns-)?naam|utan (?:dns-)?namn|(?:uden|uten) (?:dns-)?navn|isimsiz
        (?:имя|имени|ім'я|імені) (?:хоста|вузла|узла|сервера) (?:за|по|для) (?:\w{1,9} )?ip
        (?:kein\w{0,2}|sans|sin|sem|senza|geen|brak|bez) (?:\w{1,6}-? ){1,3}mx\b
        (?:richten|configure[zr]?|configurar?e|ustaw|настройте|nastavte) (?:\w{1,9} ){0,4}(?:ptr)
        (?:richten|configure[zr]?|configurar?e|ustaw|настройте|nastavte) (?:\w{1,9} ){0,4}(?:reverse)
    """,
    "form": r"""
        leere[mnrs]? absend|expediteur vide|remitente vacio|remetente vazio|mittente vuoto|lege afzender
        pusty nadawc|prazdn\w odesil
        (?:format|formato|formaat|формат) (?:de |di |van )?(?:la )?(?:date|fecha|data|datum|даты)
        datumsformat|datumformaat
        sinta(?:xe|xis|ssi)|skladni|синтакс|syntax\w{0,4}\b|szintakt|sozdizim
        html-?(?:mails?|teil|part|format|nachricht)
        (?:pieces?|messages?|courriers?|mensajes|mensagens|messaggi|berichten) (?:en )?html
        in der zukunft|dans le futur|en el futuro|no futuro|nel futuro|in de toekomst|w przyszlosci
        в будущем|v budoucn
        gelecekte|i framtiden|i fremtiden|ruckruf|contre-appel|callback
        (?:date|from|to|subject|sender|message-id)-?(?:feld|zeile|header|champ|veld|kopf)
        (?:kein|ohne) (?:date|from|betreff)
        (?:verletzt|verstosst gegen|viola|enfreint|narusza|нарушает|porusuje|schendt) (?:\w{1,6} )?rfc
    """,
    "unproved": r"""
        ne peut (?:pas )?(?:\w{1,9} )?etre verif|konnte nicht (?:uberpruft|verifiziert)
        impossibile verificare|nie mozna (?:bylo )?zweryf
        inverifiab|(?:no|nao) (?:se )?(?:puede|pudo|pode|foi possivel) (?:ser )?verific|non verificab
        niet (?:te )?verifi
        nie mozna zweryf|невозможно провер|nelze overit|dogrulanam|kan (?:inte|ikke) verif|ei voida varm
        nem ellenor
        cozumlenem|cozulem|nicht verifizierbar|nicht uberprufbar|ne peut etre verif
        kan niet worden (?:gecontr|geverif)
    """,
    "outside": r"""
        (?:lista|liste) (?:de |d'|degli |der )?(?:permitid|autoris|autorizz|freig|erlaub|dozwol)
        freigabeliste|списк\w (?:разреш|довер)
        seznamu povol|qu'en interne
        (?:nur|solo|so|alleen|tylko|только|pouze) (?:\w{1,9} ){0,3}(?:intern|wewn|внутр)
        (?:grup|liste|kurum|sirket) disi\w{0,3}|gonderim yapilamaz|gonderilemez|yazamaz
        gultige\w? absend|adresse d'expedition valide|remitente valid|remetente valid|mittente valid
        geldig\w? afzend|poprawn\w{2,4} nadawc
        autorizzazione (?:per|a)\b
        (?:geen|sans|sem|sin|ohne|bez) (?:\w{1,3} )?(?:toestemming|autoriza|autoris)
        (?:nie masz|brak) zgody|нет разреш|nemate povol|non hai (?:l'autoriz|il permesso|diritto)
        (?:no|nao|non) (?:puede|pode|puo|puedes|puoi|potete) (?:usar|utiliz|enviar como)
        (?:mag|kunt) (?:\w{1,14} ){1,3}niet gebruik
        nie (?:mozesz|wolno|mozna) uzywac|nemate pravo pouz|kullanamaz|far inte anvand|ma ikke bruge
        kan ikke bruke|nem hasznalhat
        et voi kaytta|nu puteti (?:folosi|trimite|utiliza)|не можете использ|ne pouvez pas utilis
        pas le droit d'util
        absender\w{0,2} (?:\w{1,9} )?nicht (?:freige|zugel|berecht|erlaubt)|nicht freigeschaltet fur
        (?:vain|ainoastaan) (?:jasen|henkilo|sisai|rekister)|csak (?:tagok|belso|munkat|dolgoz)
        doar (?:membri|angajat|pentru|intern)
        (?:лише|тільки) (?:для|член|внутр)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:prac|zam)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:intern)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:medew)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:сотр|внут)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:ansat)
        (?:alleen|tylko|только|pouze|jen|kun|bara|endast) (?:voor|dla|для|pro|for) (?:\w{1,9} )?(?:medl|stud)
        herkunftsland|land van herkomst|pays (?:d'origine|d'emission|source)|votre pays|pais de orig|su pais
        seu pais
        paese di (?:prov|orig)|vostro paese|uw land|kraju? (?:pochodz|nadaw)|вашей страны|страны отправ
        zeme puvodu|vasi zeme
        ursprungsland|oprindelsesland|opphavsland|geo-?(?:block|filter|sperr)
        lista (?:cerrada|fechada|chiusa|zamknieta)|liste fermee|geschlossene liste|gesloten lijst
        n'etes pas (?:abonn|membre)|no es (?:suscript|miembro)|nao e (?:assin|membro)
        non (?:e|sei|siete) (?:iscr|membr)
        (?:bent|is) (?:geen|niet) (?:lid|geabonn|aangemeld)|nie (?:jest|jestes) (?:czlonk|subskr)|не подписан
        fur (?:ihr|dein)\w{0,3} (?:konto|postfach) (?:\w{1,6} ){0,2}nicht
    """,
    "login": r"""
        identifi[ck]a\w{3,5} (?:requi|oblig|nece|rich|obbl|vereist|wymag|nodv)
        (?:zuerst|d'abord|primero|primeiro|prima|eerst|najpierw|nejprve|forst) (?:\w{1,9} ){0,3}pop3?\b
        pop3? (?:avant|vor|before|antes|prima|voor)
        authentifiez|identifiez-vous|autentiquese|autentifiquese|autentique-se|autenticatevi|si autentichi
        authenticeer
        авторизуйтесь|prihlaste se|giris yapin|autentificati-va|melden sie sich
    """,
    "judged": r"""
        erpress|extorsi|estors|afpers|wymusz|вымог|vydir|santaj|utpress|afpress|kirist|zsarol|\w{0,12}betrug
        estafa|wyludz
        bedrager|bedrageri|svindel|huijaus|csalas|frauda|шахрай|verschachtelt|imbrique|anidad|aninhad
        annidat|zagniezd
        (?:sicherheits|security|beveiligings)(?:risiko|problem|probleem|risico)
        (?:potenziell\w{0,2}|potentiell\w{0,2}) (?:gefahr|risiko|sicher)
        (?:problema|riesgo|risco|rischio|risque|probleme) (?:\w{1,10} )?(?:de|di) (?:segur|sicur|secur)
        zagrozen|угроз\w (?:безоп|вирус)
        (?:exe|iso|zip|rar|js|vbs|docm|xlsm|scr|bat|7z|lnk|jar|hta|img|cab) (?:gesperrt|verboten|unzulassig)
        (?:exe|iso|zip|rar|js|vbs|docm|xlsm|scr|bat|7z|lnk|jar|hta|img|cab) (?:interdit|prohib|proib|bloque)
        (?:exe|iso|zip|rar|js|vbs|docm|xlsm|scr|bat|7z|lnk|jar|hta|img|cab) (?:blocc|nicht|geblok|zablok)
        (?:exe|iso|zip|rar|js|vbs|docm|xlsm|scr|bat|7z|lnk|jar|hta|img|cab) (?:zabron|запрещ|zakaz|yasak)
        kettenbrief|chain ?mail|cheval de troie|troyano|troiano|cavallo di troia|lettre d'information
        infolettre|boletin\b|rundbrief
        non analizzab|non scansion|kan niet worden (?:gescand|onderzocht)
        nicht (?:gepruft|gescannt|analysiert|untersucht|entpackt) werden
        no (?:se )?(?:puede|pudo) (?:ser )?(?:analiz|escane)
        nao (?:pode|foi possivel) (?:ser )?(?:analis|escane)
        (?:ne peut|n'a pu) (?:pas )?etre (?:analys|scann|inspect)|nie (?:mozna|udalo sie) przeskan|taranamad
        kan inte skannas|kan ikke scannes
        palabras? (?:prohib|no permit|inaprop|bloque)|palavras? (?:proib|improp)|parole (?:viet|proib|non)
        mots? (?:interdit|prohib|bann)
        (?:verbotene|unzulassige)\w? wort|verboden woord|niedozwolone slow|запрещ\w{2,5} слов|zakazana slov
        yasakli kelime
        forbjudna ord|forbudte ord|infikov|infekov
    """,
    "many": r"""
        (?:слишком )?больш\w{2,3} (?:объем|количество|число)|объем рассыл|zbyt duza liczb
        lista cinza|listagem cinza|lista szara|ralentiss|reduzca|reduza|rallenta
        kontingent an
        limit\w{0,3} (?:de |di |von |на )?\d{1,4} (?:conne|conex|verbind|polac|соед)
        limit\w{0,3} (?:de |di |von |на )?\d{1,4} (?:spoj|baglant|mess|mensa|mail|corre)
        limit\w{0,3} (?:von |на )?\d{1,4} (?:nachr|wiad|сообщ|пис|zprav)|\d{1,4} (?:baglanti|ileti) sinir
        tropp[oa] (?:post|mail|corr|traff)|zweite\w? versuch|segundo intento|deuxieme (?:essai|tentative)
        segunda tentativa|secondo tentativo
        tweede poging|drug[aą] prob|второй попыт|druhy pokus|andra forsok|andet forsog
        teveel\b|liikaa\b|liian (?:monta|usein)|liiga\b
        limite (?:\w{4,12} )?(?:di|de|d'|des|degli) ?(?:invi|envoi|envi|mess|corre|e-?mail)
        (?:giornalier|orari|diari|journalier|horaire|quotidien|denni|hodinov|gunluk|saatlik)\w{0,3} (?:limit)
        (?:giornalier|orari|diari|journalier|horaire|quotidien|denni|hodinov|gunluk|saatlik)\w{0,3} (?:quota)
        (?:giornalier|orari|diari|journalier|horaire|quotidien|denni|hodinov|gunluk|saatlik)\w{0,3} (?:kvot)
        (?:giornalier|orari|diari|journalier|horaire|quotidien|denni|hodinov|gunluk|saatlik)\w{0,3} (?:cuota)
        (?:giornalier|orari|diari|journalier|horaire|quotidien|denni|hodinov|gunluk|saatlik)\w{0,3} (?:cota)
        (?:dzienn|godzinow)\w{1,3} (?:limit|kwot)|(?:суточн|дневн|часов)\w{2,3} (?:лимит|квот)|harmaalist
        szurke ?list|lista gri\b|сірий
    """,
    "later": r"""
        yrita|probalja|probald|reincerc|incercati|спробуйте|zkuste|forsok\b|prov igen|wiederholt
    """,
    "unwanted": r"""
        (?:ihre|deine) (?:e-?mails?|mails|nachrichten) (?:\w{1,6} ){0,3}unerwunscht\b
        (?:ihre|deine) (?:e-?mails?|mails|nachrichten) (?:\w{1,6} ){0,3}(?:nicht erwunscht|nicht willkommen)
        vos (?:messages|mails|courriels) (?:\w{1,6} ){0,3}indesirab
        sus (?:correos|mensajes) no (?:son )?(?:bienv|desead)
        (?:remetente|remitente|expediteur|mittente|absender) (?:\w{1,3} )?(?:indesej|no desead|indesir)
        (?:remetente|remitente|expediteur|mittente|absender) (?:\w{1,3} )?(?:sgradit|indesid|unerwunscht)
        (?:afzender|nadawca|odesilatel|отправитель) (?:\w{1,3} )?(?:ongewenst|niepozad|nezadouc|нежел)
        (?:avsandare|afsender|avsender) (?:\w{1,3} )?(?:oonsk|uonsk)
        (?:unerwunschte\w?|ongewenste|niepozadany|nezadouci|нежелательный|istenmeyen) (?:absend|afzend|nadaw)
        (?:unerwunschte\w?|ongewenste|niepozadany|nezadouci|нежелательный|istenmeyen) (?:odesil|отправ|gonder)
        (?:oonskad|uonsket|sgradito|indesirable) (?:avsand|afsend|avsend|mitt|exped)|expediteur indesirable
        nimmt (?:\w{1,9} ){0,4}keine (?:\w{1,9} ){0,2}(?:von|aus) (?:ihr|dies)
        blockiert (?:\w{1,12} ){1,2}(?:von|aus)\b
        lehnt (?:\w{1,12} ){0,3}(?:von|aus) ihr|refuse (?:\w{1,9} ){0,3}de (?:votre|vos|cet exp)
        n'accepte (?:pas|plus) (?:\w{1,9} ){0,4}de (?:votre|vos|cet)
        no (?:acepta|recibe|admite) (?:\w{1,9} ){0,3}de (?:su|usted|este rem)
        rechaza (?:\w{1,9} ){0,3}de (?:su|usted)|nao (?:aceita|recebe) (?:\w{1,9} ){0,3}d[oa] (?:seu|sua)
        recusa (?:\w{1,9} ){0,3}d[oa] se
        non (?:accetta|riceve) (?:\w{1,9} ){0,3}da(?:l|lla)? (?:vostr|suo|tuo|voi)
        rifiuta (?:\w{1,9} ){0,3}da(?:l|lla)? (?:vostr|suo|tuo|voi)
        (?:wil|wenst|accepteert) (?:\w{1,9} ){0,2}(?:geen|niet) (?:\w{1,9} ){0,3}van (?:u\b|uw\b)
        nie (?:przyjmuje|akceptuje|chce) (?:\w{1,9} ){0,3}(?:od|z) (?:ciebie|twoj|panstwa|pana)
        neprijima (?:\w{1,9} ){0,3}(?:od|z) vas
        (?:не принимает|отказался принимать) (?:\w{1,9} ){0,3}(?:от вас|из вашего|от этого)
        заблокував (?:вас|ваш|відпр)
        sizi engelle|har blockerat (?:din|dig|avs)|har blokeret (?:afsend|din|dig)
        har blokkert (?:avsend|din|deg)
        on estanyt (?:lahett|sinut|osoitt)|letiltotta (?:a felado|on|az on)
        a blocat (?:expedit|adresa dvs|dvs)|memblokir (?:alamat )?(?:anda|pengirim)
        ignorierliste|ignorier\w{0,3} (?:sie|ihre)|(?:dans|parmi) (?:ses|mes) indesirables
        entre (?:sus|mis) no deseados
    """,
    "authentic": r"""
        domaine (?:de )?(?:l')?(?:[\w·-]{2,30} )?n'est pas authentif
        domain\w{0,2} (?:[\w·-]{2,30} )?(?:ist|is) nicht authentif
        dominio (?:\w{1,3} )?(?:[\w·-]{2,30} )?(?:no esta|nao esta|non e) autentic
        domein (?:\w{1,3} )?(?:[\w·-]{2,30} )?is niet geauth
        domen\w (?:[\w·-]{2,30} )?(?:nie jest uwierzyt|neni overen)|домен (?:[\w·-]{2,30} )?не аутентиф
        alan adin\w{0,3} kimligi dogrulanam
        \w{0,8}falschung|falsification|falsificacion|vervalsing|falszerstw|подделк|padelani|forfalskning
        hamisit
        autentic\w{4,6} d(?:el|o|a|e la|ella) (?:messagg|mensaj|mensag|mail|correo|domin|remit|mitt)
        authentification du (?:mess|dom|courr)
        authentifizierung der (?:nachr|domain|mail|abs)|uwierzytelni\w{2,4} (?:wiad|domen|nadaw)
        аутентификац\w{1,2} (?:письм|сообщ|домен)
    """,
    "file": r"""
        ek (?:red|engel|kabul|izin|yasak|dosya|zarar|virus)
        anhangen\b|anhangs\b
        archiwum|archiwa\b|архив|arsiv|bifogad|bifogat|vedlagt|liitetied|liite\b|csatolman|tep dinh kem
        lampiran|додаток|prilog\b|privitak
    """,
    "forbidden": r"""
        lehnt\b|refuse\b|rechaza\b|recusa\b|rifiuta\b|weigert\b|odrzuca\b|отклоняет|отвергает
        (?:no|nao) (?:es |e |esta )?admitid|pas admis|niet toegelaten|nie dopuszcz|не поддерж
        не пропу|ei (?:ole )?sallit|kiellet|tiltott|tilos\b|nem engedely|interzis|nepermis
        nu (?:este|sunt) permis|заборонен|не дозволен
        δεν επιτρέπ|απαγορε|zabranjen|nije (?:dopust|dozvol)|khong duoc phep|bi cam\b|tidak diizinkan|dilarang
    """,
    "large": r"""
        te grot|zu grosse?\w?\b|trop grosse?s?|demasiado grandes|muito grandes|troppo grand
    """,
    "activity": r"""
        (?:verdachtig|auffallig|ungewohnlich)\w{0,2} (?:aktivit|verhalt|verkehr)
        activites? (?:suspect|inhabit)|comportement suspect
        actividad (?:sospech|inusual)|atividade (?:suspeit|incomum)|attivita (?:sospett|anomal)
        verdachte activ|podejrzan\w aktyw
        подозрительн\w{2,3} активн|podezrel\w aktivit|supheli (?:etkin|aktiv)|misstankt aktivit
        mist[aæ]e?nkelig aktivit
    """,
    "pace": r"""
        limite (?:de envi|di invi|d'envoi)|limit wysyl|лимит отправ|sendelimit|verzendlimiet|limit odes
        gonderim (?:limit|sinir)|sandgrans
    """,
    "minutes": r"""
        (?:in|dans|en|em|tra|fra|over|za|через|om|apres|nach|despues de|apos|dopo|na|po) \d{1,3} ?(?:min|мин)
        (?:in|dans|en|em|tra|fra|over|apres) (?:funf|cinq|cinco|cinque|vijf|zehn|dix|diez|dez|dieci|tien) min
        (?:einigen|wenigen|quelques|unos|pocos|alguns|qualche|enkele|paar|kilka|несколько|nekolik) (?:min|мин)
        \d{1,3} (?:dakika|perc|minuutin)
        \d{1,3} dakika|\d{1,3} perc|\d{1,3} minuutin
    """,
    "retired": r"""
        niet meer in gebruik|plus utilis|ya no se (?:usa|utiliza)|nicht mehr (?:in )?(?:be|ge)nutz
        non piu (?:in uso|utilizz)|nao (?:e )?mais util|не использ
    """,
    "holder": r"""
        persoon\b|osoba\b
        name nicht (?:im|in)|adressbuch|carnet d'adresses|libreta de direc|rubrica|adresboek|ksiazk\w adres
        адресн\w{2,3} книг|adresar
        la personne|(?:esa|la|esta) persona|a pessoa|(?:esta|essa) pessoa|der (?:gesuchte )?mitarbeiter
        deze medewerk|данн\w{2} сотрудник
    """,
    "spam": r"""
        skrappost|soppelpost|roskapost|levelszemet|spamforras|istenmeyen post|sampah|thu rac|ανεπιθ
    """,
    "lowscore": r"""
        (?:puntuacion|pontuacao|punteggio|note) (?:[\w']{1,9} ){0,6}(?:baja|baix|bass|faible)
        (?:bewertung|note|score|рейтинг|ocena|hodnoceni|puan) (?:[\w']{1,9} ){0,6}(?:schlecht|niedrig|laag)
        (?:bewertung|note|score|рейтинг|ocena|hodnoceni|puan) (?:[\w']{1,9} ){0,6}(?:nisk|низк|nizk|dusuk)
    """,
}
