"""The words for reasons of the sender, the message or a server, as stems; ``vocabulary`` reads them."""

#: Matched at the beginning of a word.
REASONS: dict[str, str] = {
    "bad": r"""
        fail2ban|csf\b
        enough of|banish|ostraci|expell|blacklist|excommunic|unloved|disgrac
        bad (?:record|history|experience|name|standing|deeds|behaviou?r|conduct)|rblsmtpd|naughty
        been reported|(?:locked|shut|kept) out|real-?time lists?|shows? up (?:on|in)
        unwanted (?:sender|host|client|guest)|list of (?:bad|unwanted|evil|refused|rejected|denied)
        quarantined|closed our doors
        (?:trouble|problems?|issues?|bad experience) with (?:your|this)|no (?:dial-?up|dynamic|residential)
        dialup hosts|banid|baneado|bloqueada
        block|black[- ]?list|black ?hole|banned|ban\b|bans\b|bann(?:ing)?\b|barred|denyl|deny ?list|reput
        abus(?!e (?:protect|prevent|control|limit|guard|filter|desk))|spammer|spam ?trap|spammed|threat|\brisk
        distrust|untrust|mistrust|listed|\w{0,12}rbls?\b
        \w{0,8}dnsbl|shit ?list|jail|penal|shun|unwelcome|not welcome|non grata
        (?<!without )(?<!without a )(?<!no )(?<!has a )history|hall of shame
        hold on|on hold|probation|hostile|offend|notorious|infamous|hall of|known (?:for|as|source)
        malicious|attack|complain|botnet|zombie|compromised|infected|scor(?:e|es|ed)\b|karma|spam source
        source of spam|spam database|dirty|tarpit|firewalled|greeted by a block|gesperrt|sperrl|geblockt
        blockier|blockl|schwarz\w{0,3} list|missbrauch|schlecht\w{0,2} ruf|bloqu|blocage|liste noire
        repertorie|bannie|list(?:ad|at)[oa]\b|lista (?:negra|de bloq|nera)|vetad|banid|reputac|reputaz|blocc
        geblokk|zwarte lijst|blokk|черн\w{2,3} спис|черный список|блокир|занесен|репутац|чорн\w{2,3} спис
        czarn\w{1,2} li|zablok|blokow|reputacj|blokov|cern\w{1,3} list|blacklist|engellen|kara liste
        svartlist|sortlist|svartelist|estolist|mustal|tiltolist|feketelist|lista neagra|diblokir
        daftar hitam|embargo|neighbo|too much spam|ranking|bad rating|guessing|dictionary|brute|misbehav
        exclu|reject ?list|kill ?list|filter ?list|sanction|ausgesperrt|verbannt|(?<!relais )interdit|prohibid
        bannat
        blokkeer|αποκλεισ|αποκλει|μαύρη λίστα|refused for one|suspicious|dubious|rogue|unsolicited|evil
        criminal|not trusted|poor\b|low\b|skrappost|tiltolis
    """,
    "spam": r"""
        spam|junk|uce\b|ube\b|unsolicited|спам
    """,
    "judged": r"""
        uce\b|ube\b|suspicious (?:html|text|code|structure)|hidden text|image-only|url shortener
        fake (?:invoice|offer|bill)
        (?:not|n.t|un) ?safe\b|unsafe|hazard|poison
        (?:encrypted|locked|protected|password[ -]?\w{0,10}) (?:archives?|attachments?|files?|zips?)
        match(?:ed|es|ing)? (?:an? |the |our )?(?:\w{1,12} )?(?:map|pattern|signature|filter|profile)\b
        our (?:\w{1,10} )?filters? (?:do|did|stop|say|dislike)|chain letter
        sandbox(?! (?:accounts?|users?|mode|tier|plan))|extort|blackmail
        (?:scr|js|vbs|bat|cmd|docm|xlsm|iso|lnk|jar|hta|pif|rar|7z) (?:files?|attach|archive)
        (?:on|in) (?:our|the|an?) stop ?list|stop ?words?
        (?:rejected|refused|blocked|stopped) by (?:(?!recip)\w{1,12}[ -]){0,3}filters?\b
        nested (?:arch|zip|attach|too)|archives? (?:too|within|inside|bomb)|zip bomb|mass ?mail
        without (?:consent|opt-?in)
        links? (?:it|that|which)|rule on the|scored too|(?:been|was|is) filtered\b|newsletter|marketing
        newly registered
        (?:links?|urls?) (?:in|within) (?:the |your )?(?:body|message|text|mail)
        qr code|(?:bad|malicious|harmful|dangerous|unsafe|hostile) (?:links?|urls?|sites?|pages?|web ?sites?)
        content (?:is |was )?(?:against|violat|denied|restrict|not (?:allow|accept)|unaccept)|word ?list
        unwanted content|inspection|caught by the (?:\w{1,8} )?filter
        bad (?:links?|urls?)|(?:cannot|can't|could not|may not) be (?:inspected|scanned|analy[sz]ed)
        (?:allegat\w|adjunt\w|anexo) (?:\w{1,10} ){0,2}(?:vietat|prohibi|proibi|non? permi|non conse)
        (?:adjunt\w|anexo) (?:\w{1,10} ){0,2}nao permi
        (?:вложени\w|anhang|zalacznik\w{0,3}|bijlage) (?:\w{1,10} ){0,2}(?:запрещ|verbot|verboden|zabron)
        запрещ\w{1,5} вложени|verbotene\w? anha?ng|password protected
        file attached|attached file|attachment|spam|junk|virus|malware|trojan|worm\b|ransom|phish|scam|fraud
        advert(?!ised)|bulk\b|unsolicited|macro|\bzip\b|exe\b|executable|outbreak|eicar|scanner|heuristic
        bayes
        obfuscat|threshold|dangerous|harmful|infected|bad language|profan|obscen|offensive
        forbidden (?:word|content|file)|files? (?:cannot|can't|may not|are not|not)|dlp\b|confidential
        sensitive|data loss|password[- ]protect|mime type|file ?(?:type|name)|(?<!no such )extension|werbung
        schad(?:code|software)|indesirable|publicit|pourriel|frauduleu|basura|no desead|publicidad|propaganda
        lixo
        indesejad|virus|viruks|viruse|indesiderat|pubblicit|ongewenst|reclame|спам|вирус|реклам|вредонос
        niechcian|wirus|reklam|nevyzadan|istenmeyen|skrappost|roskapost|levelszemet|kereta|embedded
        scripts?\b(?! mail)|card numbers?|taboo
        (?:bad|forbidden|banned|prohibited|restricted|dirty|certain|rude) words?\b|words (?:in|that|we)\b
        impersonat(?!\w{0,3} (?:our|us|this|my) )|porn|casino|gambling|lottery|spoofed display
        suspect|infect|blocked content|unsafe|malign|exploit|double file|active content|mail bomb|indesirab
        infetta|infectad|sospech|suspeit|gefahrlich|verdacht|zavirus
    """,
    "message": r"""
        messages?\b|(?<!junk )(?<!spam )e?-?mails?\b(?! (?:server|host|system|gateway|provider|service))
        letter|text\b|content
        body\b|subject|attach|files?\b|archive|document
        links?\b|urls?\b|payload
        \.[a-z]{2,4}\b
        anhang|nachricht|inhalt|courri|piece jointe|contenu|mensaj
        corre|adjunt|mensag|anex|conteud|messagg|allegat|contenut|bericht|bijlage|inhoud|письм|сообщен
        вложен|содержим|wiadomosc|zalacznik|tresc|zprav|priloh|obsah|mesaj|ileti|meddelande|bilag|besked
        melding|viesti|uzenet|pesan|lampiran
    """,
    "large": r"""
        limit (?:is|of) \d{1,5} ?[kmg]i?b\b|\d{1,5} ?(?:[kmg]i?b|megabytes?) (?:limit|for each|per message)
        heavier|bulky|(?:above|beyond|more than) what (?:we|this|the)\b
        too many (?:megabytes|mb|kilobytes|bytes|gigabytes)
        smaller (?:message|mail|file)|exceeds? (?:what|the size)|\d{1,4} (?:megabytes|mb) per (?:mail|message)
        maior (?:que|do que)|mayor (?:que|de lo)|superiore a|groter is|wiekszy|superieure a|too heavy
        too (?:big|large|long|heavy)|larger|bigger|oversi[sz]e|heavy\b|zu gro
        trop (?:gros|grand|lourd|volumin)|demasiado grande|muito grande|troppo grande|te groot|слишком больш
        больше допуст
        zbyt duz(?!a liczb)|za duz(?!a liczb)|prilis velk|cok buyuk|for stor|liian suuri|tul nagy|prea mare
        terlalu besar|mas grande|plus gros|piu grande|groter dan|gro(?:ss|ß)er|больше|wieksz|vetsi
        daha buyuk|storre\b|too much data|over ?size|huge|giant|enormous|exceeds \d|longer than|above \d
        bigger than
    """,
    "size": r"""
        length\b|size\b|sizes\b|bytes\b|octets\b
        (?:\d{1,6}|ten|twenty|thirty|fifty|hundred) ?(?:mb|mib|kb|megabyte)
        grosse\b|große|taille|tamano|tamanho
        dimension|grootte|размер|rozmiar|velikost|boyut|storlek|storrelse|koko\b|meret|marime|ukuran
    """,
    "over": r"""
        not more|no more than|only\b|surpass|(?:goes|go|went) beyond
        (?:stay|be|remain|is) (?:under|below|within) \d
        (?:not|may) (?:allowed|permitted|accepted|total|be up to)|at most|up to \d
        exceed|over\b|above|beyond|more than|limit|maxim|larger|bigger|uberschr|ueberschr|zulassig|depass
        exced|super|overschr|превыш|больше|допустим|przekr|presahuj|prekroc|maksym|asiyor|overskrid|ylitt
        melebihi
    """,
    "many": r"""
        (?:its|your|the) (?:fair )?share\b|budget|allotment|bandwidth|sending credit|speed limit|penalty box
        slower|warm up|ramp-?up|pacing
        (?:connections?|messages?|mails?|sessions?|recipients?) (?:count|number)
        (?:being )?(?:paced|shaped)\b
        tempo\b|(?:may|can) send (?:today|this (?:hour|day)|per|in one)|at most \d{1,5} addresses
        counter for|come (?:back )?tomorrow|second (?:try|attempt)|next (?:try|attempt)|divide (?:the|your)
        split (?:the|your)|newcomer|fewer (?:recipients|messages|mails)
        delayed once|everybody (?:whom )?we
        (?:only|at most) \d{1,5} (?:connections|messages|recipients|mails|sessions)
        more (?:connections|messages|mails?|e-?mails?|recipients|sessions) than
        (?:not|never|n't) seen (?:this|that|your)|first mail (?:of|from)
        more than we (?:can|want)|spread your|delaying the|(?<!delivery )postponed|because of its amount
        (?<!hit the )(?<!reached the )ceiling|slots?\b|used up|excessive|being delayed|delaying\b
        deferr(?:ing|ed) (?:new|unknown|first)
        number of (?:connections|messages|recipients|mails|e-?mails)
        per (?:sender|client|ip|host|domain|account|recipient)\b
        (?:sending|send|message|mail|connection) (?:limit|quota|rate|cap)|congest|traffic (?:is )?too
        backoff|shedding|tarry
        numero de mens|numero massimo|por hora|par heure|all'ora|pro stunde|per uur|в час|triplet|hold back
        por minuto|par minute|pro minute
        too many(?! (?:invalid|bad|syntax|unrecogn|wrong|errors?\b|hops|failed))
        too (?:fast|quick|often|frequent|much|soon)|so fast|slow|faster
        per (?:second|minute|hour|day|session|connection)|(?:this|an|last|next|within|one) hour|hourly|daily
        (?:one|a) (?:message|mail) (?:a|per)|throttl|rate\b|rates\b|limit(?:s|ing)?\b
        limited\b(?! (?:to (?!\d)|who\b))
        volume|bursts?\b(?! at\b)|bursty|flood
        parallel|concurrent|simultan|sessions\b|session limit|at once|in one go|other \d{1,4} connections
        backlog of|frequen|gr[ea]y ?list(?!ing (?:data ?base|service|server|daemon))|out of the ordinary
        unusual|wait\b|seen you before
        first (?:time|attempt|contact|try)|between two
        \d{1,4} (?:s|sec|seconds|min|minutes|messages|mails|recipients)\b
        zu (?:viele|schnell|haufig|oft)
        kurzer zeit|trop (?:de |vite|souvent|rapid)|ralent|demasiad[oa]s|maximo|muit[oa]s|demais|tropp[eio]
        te (?:veel|snel)|слишком (?:много|част|быстр)|за час|лимит|частот|zbyt (?:wiele|duzo|szybko|czesto)
        limit\b|na godzine|prilis (?:mnoho|rychle)|cok (?:fazla|hizli)|for (?:manga|mange)
        liian (?:monta|nopea)|tul sok|prea multe|terlalu banyak|caps?\b|pace\b|a day\b|an hour\b|a minute\b
        lista gris|liste grise|grau\w{0,2} liste|szara lista|серый список|frecuen|allowance|ramp|warm ?up
        quota of (?:mail|message)|spike|surge|overrun|backing off|back off|hold your|patience|cool ?down
        demasiado|zu viel|aguarde|aguard|espere|attendez|patientez|warten|wacht\b|подождите|muitas|muchas
        moltissim|limite d'|limite de (?:envio|mens)|ograniczen|kindly wait|muchos|masivo|in short
        grande quantite|large number
    """,
    "pace": r"""
        per (?:second|minute|hour|day)|(?:this|an|last|next|within|one) hour|hourly|daily|today|sending
        volume\b|recipients? (?:count|number)
        (?:messages|mails|recipients|connections) per|(?:cap|limit) (?:on|for) (?:mess|mail|recip|send)
    """,
    "authentic": r"""
        signature (?:of|from|by|for) (?:the )?[\w·-]{1,60} (?:is |was )?(?:broken|invalid|bad|wrong|miss|fail)
        align|signature (?:of the (?:message|mail) )?(?:is |was )?(?:miss|invalid|fail|absent|broken|bad)
        pretend|claims to (?:be|come)
        spf\b|dkim\b|dmarc\b|spf1|p=reject|spf-|sender policy|unauthentic|not authentic|sender authentic
        opendmarc|opendkim|policyd-spf
        impersonat\w{0,3} (?:our|your|the|another|an?) (?:own )?domain|unalign
        spoof|forg(?:e|ed|ing|ery)|misalign|aligned|alignment|gefalscht|usurp|falsific|falsificad|подделк
        not signed(?! (?:in|on|up)\b)|unsigned|signature (?:miss|invalid|fail|absent)|signed by|bimi|arc\b
    """,
    "reverse": r"""
        (?:give|needs?|has|have|get) (?:your |the )?(?:host|server|ip|machine) an? (?:dns )?name
        name (?:in|from|of) (?:the )?dns
        (?:hosts?|clients?|servers?|machines?) (?:\w{1,8} )?(?:host)?name (?:cannot|can't|does|could)|fcrdns
        dns (?:check|verification|test|validation)\b|no (?:valid )?(?:mx|dns)\b|ptr\b|reverse|rdns
        no name in|inverse|invers[ao]|ruckwart
        обратн\w{2} (?:запис|зон|dns)|revers|zpetn|host ?name of (?:the )?client|ters dns|pointer record
        dynamic-looking|name server entry|dns reverso|dns inverso|reverso\b|reverz|zpetny
        hostname (?:lookup|mismatch)|host name (?:lookup|mismatch)
    """,
    "outside": r"""
        no-?reply|(?:lets?|accepts?|takes?|admits?|wants?|hears?) (?:in |mail from )?(?:nobody|no ?one)\b
        angehorig|nur (?:interne|eigene|bekannte|freigegebene)
        (?:for|of) (?:our )?(?:own )?(?:customers|members|clients|users|subscribers|colleagues) (?:only|alone)
        own customers
        (?:from|in) (?:asia|africa|europe|america|china|russia|abroad|overseas)|countries|continent
        limited who|who may (?:send|write)|reserved (?:for|to)\b
        may (?:not|only) (?:use|send|write|post|mail)
        only (?:receives?|accepts?|takes?) (?:e-?)?mail (?:of|from)|own organi[sz]ation
        free-?mail|(?:company|corporate|house|internal) (?:rule|polic)
        third part|register before|known contacts|user group
        permission(?! to receive)|approv|outside|outsider|external|strangers?\b|members\b
        (?<!the )(?<!this )(?<!cluster )(?<!pool )(?<!crew )(?<!board )(?<!staff )member\b(?! in arrears)
        no right to|subscribers? (?:only|to)
        non-member|partners|allowed senders
        internal(?! (?:error|exception|fault|problem|server|bug|fail|state|issue|troubl))
        allow ?list|permitted|forbid|only sends|never receives
        not authori[sz]ed|registered address|insid|own domain|consumer domain|extern|von ausserhalb|mitglied
        miembro|membre|membri|externe|внешн|region\b|country|autoris|autorizad|autorizzat|berechtigt|uprawn
        разреш|only (?:mail|accept|take|for|from|partner)|accepts? only|subscribed|moderat|posting|partner
        access (?:control|list|rule)|acl\b|transport rule|rule \d|geo-?policy|not entitled
        privileg(?!es? (?:are|is|have been|were|was) (?:rev|withd|susp))
        trusted senders|whitelist|safe list|guest list|approved|registered senders
    """,
    "relay": r"""
        retransmi|weiterleitung
        relay|forward mail|forwarding mail|retransmis|weiterleit|relais|ретрансл|przekaz\w{0,7} poczt
        doorstur|inoltr
    """,
    "form": r"""
        subject lines?|empty subject|blank subject
        call-?(?:back|out)s?\b|sent before (?:the )?greeting|command order|esmtp parameter|unknown parameter
        identif(?:y|ied) (?:it|your)self
        differs?\b|mismatch|future date|out of sequence|return address|date (?:is |lies )?in the future
        bounces?\b|null sender
        empty sender|html mails?
        (?:use|try|contact) (?:the |our |my )?(?:primary|lowest|preferred|best)\b
        this list\b|helo\b|ehlo\b|header|to: line|from: line
        date:|message-id|rfc ?\d{3,4}|syntax|starttls|tls\b|encrypt|certificate|harvest|before data|pipelin
    """,
    "stopped": r"""
        (?:not|no longer|stopped|don't|won't|never|refuse to) (?:accept|tak|receiv|want|welcom)|nehmen\b
        keine e?-?mails?\b|n'accept|no (?:acept|recib)|nao (?:aceit|receb)|non accett|не принима|nie przyjm
        neprijim|accepteren niet|(?:is|are|was|were|will be) (?:refused|turned away|dropped|discarded)
        rechazamos|recusamos|rifiutiamo|refusons|weigeren|lehnen
        access (?:for|from|of|by) [^.;]{1,40}(?:suspended|closed|revoked|disabled|withdrawn|switched off)\b
        (?:ips?|network|connections?) (?:\w{1,9} ){0,3}(?:is|are|was|been) (?:disabled|suspended|switched)
        (?:доступ|прием|отправка|почта) (?:\w{2,9} ){0,2}(?:\w|из|от|для)\b
    """,
    "broken": r"""
        licen[cs]e\b(?! (?:is |was )?assigned)(?! (?:of|for) (?:this|the|that) (?:mail|user|acc|recip))
        licensing
        bugs?\b|referral|draining|(?:going|goes) away|scal(?:ing|ed) down|tripped
        hangs?\b|no free (?:block|page)|line (?:\w{1,8} ){0,6}(?:lost|cut)\b
        without power|power (?:cut|failure|outage)|moving house|out of action|took a (?:nap|break)
        not pick(?:ing)? up|under repair|outage
        ausgelastet|overbelastet
        exception|agent failed|unexpected
        descriptors|out of (?:file|processes|resources|threads)|rebooting|interner fehler|erreur interne
        error interno|errore interno|erro interno
        problem|trouble(?!shoot)|crash|offline|unavailab
        (?:error|fault) in (?:the |our )?(?:processing|system|server|software|config)
        (?:scanner|filter|engine|checker|daemon|agent) (?:has |is )?(?:failed|dead|broken|stopped)
        broke (?:off|down|away)|be (?:contacted|reached)|no contact
        not (?:running|up\b|started|working|functioning|operational)
        not (?:available|writable|possible|responding|answering|reachable)|unreach|down\b|mainten
        being moved|lunch|holiday|disk\b|spool|queue|database|load\b|overload|busy|file handles|memory
        read-only|servfail|(?<!name in )dns\b|resolver|timed? ?out|timeout
        (?:could not|cannot|can't) (?:be )?(?:check|reach|connect|write|read|open|verif|look)
        (?:does|did)? ?not answer|hanging up|restart|reboot|shutting|fehler|storung|wartung|erreur|panne
        falla\b|erro\b|falha|errore|guasto|fout\b|storing|ошибк|blad\b|awaria|chyba|hata\b|fel\b|fejl|feil\b
        virhe|hiba\b|eroare|kesalahan|not ready|invalid format|corrupt|locked by|agent not|read only
        filesystem|file system|i/o|saturad|saturat|surcharg|uberlast|storage failure|not loaded
        archive cannot|cannot be written|i/o error|no memory|disk full|disk error|routing|unroutable now
        perdid|indispon|mantenimiento|manutenc|manutenzione|onderhoud|maintenance|karbantart|bakim|обслуж
        перегруж|недоступ|konserw
    """,
    "later": r"""
        spaeter
        error|later\b|just now|at the moment|currently|temporar|retry|try again|come back|vorubergehend
        spater|temporaire|reessay|plus tard|temporal|intente|mas tarde|temporari|mais tarde|piu tardi|riprov
        tijdelijk|later opnieuw|временн|позже|tymczas|pozniej|docasn|pozdeji|gecici|sonra|tillfallig
        midlertidig|after some time|hiba|yeniden|despues|depois|dopo\b|apres\b|senere|senare|myohemmin
        kesobb
    """,
    "unproved": r"""
        (?:could|can)(?: ?not|n't) be verified|unverified|not verified
        verification (?:has |was )?(?:failed|unsuccess)
    """,
    "file": r"""
        pictures?\b|images?\b|photos?\b|enclosures?\b
        attachments?\b|attached
    """,
    "person": r"""
        (?<!dear )sender|spammer|from (?:address|domain)|return (?:address|path)
        envelope from|mail from\b(?! ?<>)
        absender|expediteur|emetteur|remitente|remetente|mittente|afzender|отправител|відправник|nadawc
        odesilatel|gonderen|avsandar|afsender|avsender|lahettaj|felado|kuldo|expeditor|pengirim
    """,
    "source": r"""
        (?:is|are|been|for|keeps) sending|known to us for|mailings\b|comes? from
        you (?:keep )?send\b|spamming (?:host|machine|server|ip|network|client)
        source of|(?:spam|junk) source|sends\b|emits|spew|known for|quelle von|source de
        fuente de|fonte de|fonte di|bron van|источник
    """,
    "fault": r"""
        failure|timed? ?out|crash|unavailab|(?:not|n't) (?:answer|respond)|down\b|unreach|out of order
        offline
    """,
    "loop": r"""
        round (?:and round )?in circles|in a circle|goes round
        loop(?! (?:protection|prevention|guard))|x-loop|circular|hops?\b(?! thu| le)|ping-?pong|same message
        came by|boucle|schleife|bucle|ciclo\b
        цикл|petl
        smyck
    """,
    "refused": r"""
        refus|den(?:y|ied)|reject|drop|forbid|prohibit|turned away|verweiger|abgelehnt|abgewiesen|rechaz
        rejeit|recus|rifiut|respint|geweiger|afgewezen|отказ|отклон|запрещ|odrzuc|odmow|zamitn|odmit|redded
        nekad|avvis
    """,
    "demand": r"""
        must\b|required|requires|mandatory|please use|has to\b|have to\b|only (?:via|through|by)|compulsory
        muss\b|mussen\b|doit\b|doivent|debe\b|deben\b|deve\b|devono\b|moet\b|moeten\b|musi\b|должн|nalezy
    """,
}
