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
        filtree?s?\b|filtrad[oa]s?\b|gefiltert|gesperrt\w? (?:bereich|netz)|spamkuld|schlechtes? karma
        unseri[oö]s
    """,
    "machine": r"""
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
        (?:kein\w{0,2}|sans|sin|sem|senza|geen|brak|bez) (?:\w{1,6}-? ){1,3}mx\b
        (?:richten|configure[zr]?|configurar?e|ustaw|настройте|nastavte) (?:\w{1,9} ){0,4}(?:ptr)
        (?:richten|configure[zr]?|configurar?e|ustaw|настройте|nastavte) (?:\w{1,9} ){0,4}(?:reverse)
    """,
    "form": r"""
        in der zukunft|dans le futur|en el futuro|no futuro|nel futuro|in de toekomst|w przyszlosci
        в будущем|v budoucn
        gelecekte|i framtiden|i fremtiden|ruckruf|contre-appel|callback
        (?:date|from|to|subject|sender|message-id)-?(?:feld|zeile|header|champ|veld|kopf)
        (?:kein|ohne) (?:date|from|betreff)
        (?:verletzt|verstosst gegen|viola|enfreint|narusza|нарушает|porusuje|schendt) (?:\w{1,6} )?rfc
    """,
    "unproved": r"""
        inverifiab|(?:no|nao) (?:se )?(?:puede|pudo|pode|foi possivel) (?:ser )?verific|non verificab
        niet (?:te )?verifi
        nie mozna zweryf|невозможно провер|nelze overit|dogrulanam|kan (?:inte|ikke) verif|ei voida varm
        nem ellenor
        cozumlenem|cozulem|nicht verifizierbar|nicht uberprufbar|ne peut etre verif
        kan niet worden (?:gecontr|geverif)
    """,
    "outside": r"""
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
        authentifiez|identifiez-vous|autentiquese|autentifiquese|autentique-se|autenticatevi|si autentichi
        authenticeer
        авторизуйтесь|prihlaste se|giris yapin|autentificati-va|melden sie sich
    """,
    "judged": r"""
        palabras? (?:prohib|no permit|inaprop|bloque)|palavras? (?:proib|improp)|parole (?:viet|proib|non)
        mots? (?:interdit|prohib|bann)
        (?:verbotene|unzulassige)\w? wort|verboden woord|niedozwolone slow|запрещ\w{2,5} слов|zakazana slov
        yasakli kelime
        forbjudna ord|forbudte ord|infikov|infekov
    """,
    "many": r"""
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
}
