"""The words for who is meant and for what is wrong with a mailbox, as stems; ``vocabulary`` reads them."""

#: Matched at the beginning of a word.
STEMS: dict[str, str] = {
    "holder": r"""
        nick ?names?\b|beneficiary|no such (?:fax |phone )?extension
        (?:mailing |discussion )list (?=(?:is|was|has been) (?:\w{1,12} )?(?:shut|retired|discont|dissol))
        players?\b|o/r[ -](?:name|address)|msisdn|(?:web ?site|domain)'?s? hosting
        hosting (?:package|account|plan|contract|has|is|was|of)\b
        (?:this|the|no|his|her|that|such|of|user) box\b|boxes\b
        (?:recipient'?s?|destination|target) domain|domain (?:name )?(?:of|for) (?:the )?recipient
        domain [\w-]{1,60}·
        store of\b|maildir
        (?:in|from) (?:the|our|any|this) (?:\w{1,10} )?(?:directory|ldap tree|address list|alias map)
        we don't have|roster|name not|customer'?s|korisnik|felhasznalo|nguoi dung
        service (?:for|of) (?:this|the) (?:mailbox|user|address)
        (?:the|this|that|such|named) (?:individual|party|man|woman|member|team ?mate)\b
        member of (?:staff|the)
        domain'?s mail|(?:this|that|the|such a) name\b|direccion de correo|endereco de e-?mail
        cuenta de correo|nume de utilizator
        @|addr\b|addrs\b|acct|mbox|usr\b(?!/)|adresse|boite
        users?\b|mail ?box|mailfile|mail store|mail ?drop|recipient|rcpt\b|accounts?\b
        (?<!web )(?<!internet )address
        e-?mail address|alias|inbox|local[- ]part|person\b|persons\b|employee|customer|subscriber|student
        pupil|teacher|owner|uid\b|(?<!missing: )(?<!missing )login\b(?! (?:page|form|portal|link|screen))
        addressee|logins\b|contact\b
        colleague|destination|entries\b
        somebody|anybody|anyone|(?:incoming|inbound) (?:e-?)?mail|mail (?:service|delivery) (?:of|for)
        empfanger|empfaenger|postfach|konto\b|benutzer|teilnehmer|adressat|destinataire|boite|utilisateur
        compte\b|abonne|correspondant|usuario|buzon|cuenta|casilla|destinatari|direccion(?! ip)|conta\b
        caixa|endereco(?! ip)|utilizador|utente|casella|indirizzo(?! ip)|gebruiker|ontvanger|postvak
        geadresseerde|adres\b(?! ip)|пользовател|получател|ящик|адресат|абонент|учетн|аккаунт|користувач
        одержувач|скриньк|uzytkown|odbiorc|skrzynk|adresat|prijemc|schrank|uzivatel|ucet\b|kullanici|alici
        hesap|posta kutusu|mottagar
        modtager(?! (?:ikke|kun))|mottaker|bruger|bruker|anvandar|brevlad|postkasse|kayttaja
        vastaanottaja|postilaatikko|cimzett|postafiok|utilizator|pengguna|penerima
        (?<!message )(?<!message-)ids?\b
        staff\b|people\b
        official|guests?\b|resident|patient|agents?\b|profile|post ?office
        correo (?=suspend|bloque|cancel|inact|desact|dad)|postbus|titular|titolare
        titulaire|inhaber|kunde\b|kundin|χρηστ|παραληπτ|χρήστη|παραλήπτη|γραμματοκιβ|λογαριασμ|mailadresse
        cim\b
    """,
    "machine": r"""
        (?:relay|server|host|machine|network|ip|gateway) (?:that )?you (?:use|send|mail|connect|come)\b
        (?:relay|server|host|machine|network|domain|gateway) of yours\b
        on an? (?:\w{1,12} )?network|hosted (?:on|at|by) an? (?:\w{1,12} )?(?:network|provider|range)
        your (?:location|segment|neighbou?rhood|class|block)\b
        you (?:(?:are|keep|been) )?send(?:ing)? (?:us )?(?:(?:too )?(?:much|only|nothing but) )?(?:spam|junk)
        spamming (?:host|machine|server|ip|network|client)|вашего (?:ip|сервера|хоста|узла|адреса)
        (?<!at )(?<!with )(?<!by )(?<!of )(?:your|this|that) company\b
        (?<!at )(?<!with )(?<!by )(?:your|this|that) (?:mail |internet )?(?:provider|isp)\b
        (?:servidor|serveur|server) (?:remetente|emissor|remitente|expediteur|mittente|bloque|bani)
        (?<!vom )(?<!dal )(?<!del )(?<!door )(?<!de )server (?:blocc|geblok|bannat|gesperrt|blockiert|blokov)
        (?<!przez )serwer zablok|сервер заблок
        (?:сервер|serwer) (?:отправителя|nadawcy)
        (?:ip|server|host|mta|domain|network) (?:of|for) (?:the )?sender|addresses like yours
        networks? like yours
        (?-i:N)(?![A-Za-z0-9_]|\]?:)|\bips?\b|as\d{1,6}\b|asn\b
        ip-?adres|ip-based|adres\w{0,2} ip\b|direccion ip|endereco ip
        indirizzo ip
        (?:your|sending|connecting|source) (?:e?-?mail ?|smtp ?)?(?:host|server|machine|mta|network|domain)
        (?:your|sending) net\b
        (?:your|sending|connecting|source) (?:relay|system|provider|isp|address(?!ee)|site)
        (?:your|sending|connecting|source) (?:subnet|range|gateway)
        (?:your|sending|connecting|source) (?:mailer|organi[sz]ation|company|connection|infrastructure)
        (?:sending|connecting|remote|originating) (?:endpoint|peer|party|client|node)
        (?:originating|client|peer|that|foreign|sender'?s?) (?:mail ?)?(?:host|server|machine|mta|network)
        (?:originating|client|peer|that|foreign|sender'?s?) (?:domain|relay|system|provider|site)
        (?:originating|client|peer|foreign|sender'?s?) address(?!ee)
        (?<!ce )(?<!du )(?<!notre )clients?\b|subnet|traffic from
        ihr\w{0,2} (?:mail-?)?(?:server|rechner|netz|provider|domain|system)
        einliefern|(?:votre|vos) (?:serveur|hote|reseau|domaine)|serveur (?:emetteur|expediteur)
        (?:su|tu) (?:servidor|dominio|red)\b|seu (?:servidor|dominio|provedor)
        (?:suo|tuo|vostro) (?:server|dominio)|uw (?:mail)?(?:server|netwerk|domein)|ip-адрес
        ваш\w{0,3} (?:сервер|хост|сет|домен|ip|узел|узл)|ваш\w{0,2} сервер
        (?:twoj|wasz)\w{0,3} (?:serwer|domen)|vas\w{0,2} (?:server|domen)|sunucunuz
    """,
    "existing": r"""
        (?:must|ha[sv]e? to|should|needs? to|required to) be (?:[\w'-]{1,10} ){0,3}(?:valid|existing|known)\b
        (?:must|ha[sv]e? to|should|needs? to|required to) be (?:a )?(?:registered|listed|spel|one of)
        (?:must|ha[sv]e? to|should|needs? to) (?:match|exist|name an? (?:valid|existing|known))\b
        (?:must|ha[sv]e? to|should|needs? to) be addressed to an? (?:valid|existing|known)\b
        (?:valid|existing|known) (?:recipient|address|addressee|mailbox|user|account)s? (?:is |are )?required
        (?:please use|must use|requires?|specify) an? (?:valid|existing|known) (?:recip|addr|mailb|user|acc)
        (?:please use|must use|requires?|specify) (?:the )?(?:existing|known|real|current) (?:addr|mailb|acc)
        please use (?:the|an?) (?:correct|right|proper|real) address\b(?! (?:of|for|when|as|in)\b)
        (?:have to|must|should) (?:give|name|state) an? (?:real|valid|existing|known) (?:recip|mailb)
        (?:have to|must|should) (?:give|name|state) an? real user\b(?! name)
        (?:recipient|addressee)(?:'s)? (?:address )?(?:must|has to|needs to) be (?:corrected|in our dir)
        (?:recipient|addressee)s? (?:is |are )?required to be in (?:our|the) directory
        (?:must|has to|needs to) (?:first be created|be created first)
        (?<!you )(?:must|ha[sv]e? to|needs? to|should) be (?:some)?(?:one|body) we know
        (?<!you )(?:must|has to|needs to|should) be a local (?:user|mailbox|addr)
        (?:have|need) to write to an? \w{1,9} that exists
        (?:valid|existing|known) (?:local[- ]part) (?:is )?required|must have a mailbox (?:here|with us)
        must be (?:an )?address of ours
    """,
    "absent": r"""
        pure invention|imaginary
        not (?:be )?locali[sz]ed|not able to be found|has not (?:an? )?(?:mail ?box|account|address|such)
        not deliverable here|nowhere\b|not be (?:identified|verified to)|has no entry
        never (?:assigned|issued|created|existed|set up)
        match(?:es|ed)? (?:nothing|nobody|no ?one)|taken (?:down|away)
        (?:cannot|can't|could not|couldn't|unable to) (?:find|locate)\b|yielded no|\babsent\b|does not appear
        not with us|no (?:mail |post )?box\b|unable to match
        (?:no longer|not) (?:one )?(?:with|of) (?:us|ours)\b|nobody we
        (?:could|can)(?: ?not|n.t) be (?:validated|confirmed)|not in use
        not ok\b
        failed? (?:\w{1,9} )?(?:validation|verification)|(?:not|n't) be (?:determined|established|resolved)
        no inbox
        (?:gave|returned|yielded|found) (?:nothing|nobody)
        lookup (?:is |was )?(?:empty|null)|non existent|bogus|obsolete|outdated
        not one (?:we|that)|not to be found|(?:not|n't) be verified as
        not available here
        no \w{1,12} is associated|changed (?:provider|address|compan)|vanish|disappear|ceased to exist|unrout
        cannot deliver (?:\w{1,10} )?(?:for|to)\b|retired\b
        not on (?:our|the) (?:roster|list of users|staff)
        not an? (?:deliverable|valid|local|known|existing|real)\b
        never (?:been |was )?(?:created|existed|assigned|opened|set up)|was never|cannot route
        not been (?:set up|created|assigned)
        we don't have (?:a|an|any)|unlisted|nepoznat|nieprawidlow|неверн|неправильн|khong ton tai
        nicht zustellbar|not routable|nevazec
        no (?:record|trace|match|delivery)
        not (?:part of|deliverable|assigned|a member|with us|working here|used here)
        does(?: not|n't) (?:work|reside|appear|correspond|lead)
        can(?:not|'t| not) (?:place|identify|be delivered)|undeliverable
        not (?:held )?on (?:file|record)
        not in use|(?:no|nao) (?:esta|ha sido|foi|fue) (?:registrad|encontrad|localizad|cadastrad|dad)
        non (?:reconnu|trouve|valide|attribue|registrat|presente|attiv)
        nie (?:zosta\w{1,3} )?(?:odnalez|zarejestr|rozpozn)|bestaat (?:\w{1,10} ){0,2}niet
        (?:fuhren|haben|kennen) wir nicht|nicht (?:ermittelt|zugeordnet|aufgelost|zustellbar)
        plus (?:valide|utilise|attribue)|ne correspond|introuvable|no (?:pertenece|corresponde)
        never (?:had|been)|nebyl\w? nalez|не (?:числится|известен|значится)
        unknown(?! (?:mailer )?(?:error|problem|reason|fail))|unregist|unrecogni|undefin|unassigned
        unallocated|not assigned|invalid|nonexist|non-exist|inexist|no such(?! file)|fictiti|vacant|vacated
        (?:nobody|no ?one\b)(?! (?:has |ever )?(?:asked|wants|wanted|ordered|requested|signed up))|no longer
        not (?:in|on|listed|found|known|exist\w{0,3}|defined|registered|valid|provisioned|present)\b
        not (?:ours|hosted|served|our|among|one of|at)\b|isn'?t (?:ours|any|an?|in|on|known)
        (?:does|do|did|could|can)(?: not|n'?t) (?:exist|match|know|find|have|resolve|belong)
        (?:could|can)(?:not| not|n'?t) be (?:found|matched|located)|never heard|gone\b|has left
        left (?:the |our |us\b|school|company)|none\b|(?:0|no|zero) (?:entr|result|match|record|hit)
        no (?:mail ?box|account|recipient|local|employee|person|customer|student|one|address)
        no user(?:s\b)?(?! (?:has |ever )?(?:asked|wants|wanted|ordered|requested|signed up))
        no (?:alias|member)|missing|bad\b|wrong|typo|mistyped|misspel|removed|deleted|erased|purged
        (?<!\bme )(?<!\bus )any ?more\b|expunged|unmatched|unbekannt|existiert nicht
        nicht (?:gefunden|vorhanden|bekannt|existent|angelegt)|gibt es (?:\w{1,12} ){0,3}nicht
        kein\w{0,2} (?:postfach|benutzer|empfanger|konto)|geloscht|ungultig|inconnu|n'existe|existe pas
        introuvable|pas connu|pas trouve|supprime|aucun|desconocid|no existe|inexistente
        no (?:hay|se encontro|se encuentra|encontrad)|ningun|eliminad|desconhecid
        nao (?:existe|foi|encontrad|consta|localizad)|sconosciut|non (?:esiste|trovat|risulta)|nessun
        onbekend|bestaat niet|niet (?:gevonden|bekend)|geen\b|неизвест
        не (?:существует|найден|зарегистр|обнаруж)|нет\b|удален|nieznan|nie (?:istnieje|ma|mamy|znalez)
        usuniet|neexist|neznam|nema\b|nenalez|zrusen|bulunama|mevcut degil|okand|finns inte|findes ikke
        finnes ikke|ukend|ukjent|tuntematon|ei (?:ole|loydy)|ismeretlen|nem (?:letez|talal)|necunoscut
        nu exista|tidak (?:ada|ditemukan|dikenal)
        not (?:here|configured|set up|created|employed|identif|recogni|reachable under)|unidentif|untrace
        departed|deceased|no mapping|negative\b|nowhere|unable to (?:find|locate)|is not (?:a|any) |blank\b
        no (?:list|customer|mapping|match)|nicht (?:registriert|eingerichtet|mehr)|keinen\b
        n'est (?:pas|plus)|n'y a pas|no (?:figura|corresponde|esta dad)|nao cadastrad|non registrat|nincs\b
        yok\b|ingen\b|inte hos|δεν υπάρχει|άγνωστ|never existed|does not live|isn'?t here
        cannot be (?:identified|found)
    """,
    "off": r"""
        being stopped|abolished
        (?:not|no longer|n.t) (?:being )?(?:monitored|read|attended|staffed|looked after|emptied|watched)
        mothball|sealed\b|for good\b|laid to rest
        grace period|(?:mail|delivery|service) (?:is |was |to \w{1,12} )?(?:off|stopped|ended)\b
        removed from (?:service|use)
        retired from|restricted from (?:receiv|get)|mailing list closed
        arrears|(?:mail|service) is stopped|past due|overdue|non-?payment|not (?:been )?paid
        (?:not|no longer) allowed to receive
        opted out|is over\b(?! (?:its|the|his|her|their|quota|limit))
        pending (?:deletion|removal)|been stopped|(?:in|under) (?:quarantine|review)
        account restricted|deactivated|account blocked|vypnut|uspendirana
        out of business|not in service|stopped (?:accepting|receiving|taking)|left service|signed off
        on leave|withheld
        run out\b(?! of)|put to (?:rest|sleep)|without use|(?:months|days|years?|weeks) without (?:a )?login
        de-?provision|caducad|vencid|dezaktyw
        attiva\b|expirad|abgelaufen|rezilia|verlopen|zrusen|lopettanut|nedladdad
        suspen|disab|deactiv|de-activ|inactiv|not active|lock(?:ed|out)
        closed(?! (?:\w{3,4} )?(?:conn|link|sess|chan|sock|stre|tran)| (?:to|for) (?:you|out|ext|str|non|pos))
        shut(?!ting)|switched off|turned off
        cut off|barred|revok|terminat|cancel|expired|laps|hibernat|sleep|asleep|dormant|frozen|freez
        archiv(?!e(?!d))
        on ice|on hold|paus|discontinu|unpaid|decommission|disconnect|ceased(?! to (?:exist|be)\b)
        not in (?:service|operation)|unused|abandon|gesperrt|deaktiv
        inaktiv|abgeschaltet|stillgelegt|gekundigt|geschlossen|abgemeldet|ruht\b|eingefroren|desactiv|resili
        ferme|clotur|inacti|(?:dad[oa]|dar) de baja|de baja\b|cancelad|cerrad|inhabilit|deshabilit|desabilit
        encerrad|congelad|bloquead|sospes|disattiv|chius|scadut|disabilit|inattiv|bloccat|opgeheven|opgezegd
        gesloten|inactief|uitgeschakeld|geblokkeerd|приостановл|отключен|неактив|закрыт|деактив|заморож
        заблокир|zawiesz|nieczynn|wylacz|zamkni|nieaktyw|zablok|neaktiv|pozastav|askiya|kapatil|pasif
        avstang|stangt|sperret|stengt|suljettu|lukittu|letilt|felfugg|dinonaktif|ditangguh
        out of (?:service|use|order)|taken out|withdrawn|not (?:enabled|activated)|ended\b|beendet|avslut
        opphort|contrat|termine\b|parked|mothball|inoperativ|dado de baja|ausser betrieb|außer betrieb
        hors service|fuera de servicio
    """,
    "retired": r"""
        retired\b|withdrawn|(?:taken|put) out of use|laid off|wound up|given up
    """,
    "full": r"""
        edquot
        (?:not|unable) (?:be )?(?:able )?to (?:store|keep|hold|grow) (?:furth|addit|any)|not a single byte
        no (?:more )?(?:[mg]b|bytes|megabytes|gigabytes) (?:left|free)\b
        (?:doesn't|not) have (?:an? )?(?:single )?(?:free )?(?:bytes?|megabytes?|gigabytes?)\b
        (?:hold|fit|store|keep|swallow) any ?more|not fit another
        as much as|seams\b|all (?:it|he|she) can
        used up\b|filled\b|to the limit|emptied
        (?:hit|reached|at) the ceiling|bursting|burst at|jam-?packed|chock|to the (?:top|brim)|nothing fits
        (?:has|have|must|needs?) to (?:delete|clean|empty|tidy)
        (?:mail ?box|inbox|folder) (?:is )?too (?:big|large)
        has too many (?:messages|mails|e-?mails)|100 ?(?:%|percent)|limit of the (?:mail ?box|inbox|account)
        brimming|too many messages in
        cannot hold|no more (?:mail|mess|e-?mail)|any more (?:mail|mess|e-?mail)
        (?:no|nao|sin|sem) (?:tiene |hay |tem |ha )?espac|esaurit|wypeln|zapeln
        full\b|quota|over ?quota|storage|disk space|capacity|no (?:more )?(?:room|space)
        out of (?:room|space)|cramm|overflow
        over (?:its|the|his|her|their|allow|limit)(?! (?:\w{1,8} )?(?:rate|hour|dai))
        at (?:its|the|his|her|their) (?:limit|max)|used (?:up )?all|exhaust
        too much (?:mail (?:in|stored)|stored|kept|data in)
        holds too much
        bigger than|voll\b|ubervoll|speicher|kontingent|aufgebraucht|erschopft|ausgeschopft|plein|satur
        depass|espace|llen[oa]\b|superad|supero|agotad|almacenamiento|espaci|chei[oa]\b|esgotad|espaco
        pien[oa]\b|esaurit|spazio|vol\b|overschred|ruimte|переполн|закончил|исчерпан|превыш|место|переповн
        peln|przepeln|przekroczon|brak miejsca|pln[aey]\b|preplnen|prekrocen|dolu|kota\b|tayn|megtelt|betelt
        plin[aă]?\b|penuh|space\b|room\b|capacid|capacit|agot[oa]|size limit
        (?:hit|at|reached) (?:its|the|his|her|their|a) (?:max|limit|size|cap)|disk limit|stuffed|swollen
        doldu|kotasi|πλήρες|γεμάτο|vit vol|limite de espac|fullt\b|betel|rempli|llenad|colmad
    """,
}
