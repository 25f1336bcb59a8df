"""Rules for a refused sender: first what only sounds like one, then lists, then reputation and bans."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.bounces.rules.wordings.lookalikes import LOOKALIKE_RULES
from repcheck.model.bounces import Category

_LIST = (
    r"(?<!·)(?:[a-z]{0,12}[rd][bn]s?bl\w{0,6}|rbls?|spam[- ]?(?:block[- ]?)?lists?|(?:dns )?(?:black|block"
    r"|deny|ban)[- ]?lists?|spammers? list|(?:real[- ]?time )?(?:block|black|blackhole) ?list|blackholes?\b"
    r"|spamhaus|spamcop|sorbs|barracuda(?:central)?|uceprotect|spamrats|abusix|mailspike|cloudmark"
    r"|invaluement)(?!·)"
)
_WHO = (
    r"(?:your? |the |this |remote |sending |sender'?s? |source |client |connecting |originating |smtp "
    r"|outbound |mail ){0,3}(?:ip(?: addr(?:ess)?(?:es)?)?(?: range| block)?|hosts?|servers?|mta"
    r"|mail ?server|network|client|domains?|relay|sender|isp|asn|helo|mx|addr(?:ess)?)"
)
_GAP = r"[^.;\n]{0,60}?"
# "blocked by the server" tells who refused, "blocked your server" who is refused
_BLOCKED = r"\bblock(?:ed|ing)\b[:,]? (?!too many)(?:(?!by\b)\w{1,12} ){0,3}?"

SENDER_RULES: tuple[Rule, ...] = (
    *LOOKALIKE_RULES,
    rule(
        "list-client",
        Category.BLOCKED,
        True,
        "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using bl.example",
        r"\bblocked using\b",
        r"\b(?:rejected|denied|refused|filtered|blacklisted|blocklisted) using\b" + _GAP + r"·",
    ),
    rule(
        "list-named",
        Category.BLOCKED,
        True,
        "550 192.0.2.25 is in an RBL, see the page of that list",
        r"\b(?:blocked|rejected|refused|denied) by (?:the |our |an? )?(?:ip|dns|domain)-?bl\b",
        r"(?<!not )(?<!isn't )\b(?:(?:black|block|deny)?[- ]?listed|found|present|included|appears|is|are"
        r"|entry|entries|listing|ip|host|server|domain|network) (?:currently )?(?:in|on|at|by|with"
        r"|via)\b (?:a |an |the |our |one |or |more |several |multiple |of |my |local ){0,5}"
        r"(?:[\w.-]{1,40} ){0,2}?['\"]?" + _LIST + r"\b",
        r"\b(?:(?:ip|client|host|server|address|sender|domain|helo)\b[^.;\n]{0,60}|N\]? (?:is )?"
        r"|^\W*(?:[245]\d\d[ -])?(?:[245]\.\d\.\d{1,3} )?|rejected[: ]{1,3}"
        r"|mail from [\w.:-]{3,60} )(?<!not )(?:(?:is|are|was|been) )?(?:currently )?listed (?:at|in|on"
        r"|by) (?!(?:the )?(?:recipient|directory|to))",
        r"\b(?:connections?|mail|messages?|mails?|e-?mails?)\b[^.;\n]{0,60}\b(?:rejected|refused|denied"
        r"|not (?:be )?accepted|blocked)\b[^.;\n]{0,60}\b" + _LIST + r"\b",
        r"\b(?:rejected|refused|denied|blocked)\b[^;\n]{0,80}\b" + _LIST + r"\b",
        r"^(?:[245]\d\d[ -])?(?:[245]\.\d\.\d{1,3} )?(?:rbl|dnsbl|black ?list|block ?list)\W{0,3}$",
        _LIST + r"(?: entry| listing|:rbl|: ?blocked|: ?\[?N\b)",
        r"^(?:[245]\d\d[ -])?(?:[245]\.\d\.\d{1,3} )?(?:rbl|dnsbl|spamhaus)\W{0,3}\Z|\bfail2ban\b"
        r"|\babuseipdb\b",
        r"(?<!may be )\b(?:blacklisted|blocklisted|black-?listed|denylisted)\b",
        r"\blisted as (?:an? |the )?(?:known |possible )?(?:spam|abus|phish|attack|malware|source of)",
        # Somebody who sends, and a list that he is on; not one that lets in, or that mail goes through.
        r"\b(?:sender|ip|host|domain|server|client|address|you"
        r"|sender'?s? address)\b[^.;\n]{0,16}\b(?<!not )(?:is|are|was|stands?|found|appears?|been (?:put"
        r"|placed|added|entered|included)|added|put|placed)\b (?:currently |now )?(?:on|in|to"
        r"|onto)\b (?:(?!white|allow|mailing|guest|recipient|distribution|safe|not\b|member"
        r"|access)[\w'-]{1,16} ){0,2}(?:filter|block(?:ing)?|black|deny|ban|reject|shun|kill|drop|naughty"
        r"|ignore|spam\w{0,4}|sender ?filter|abuse|reputation|bad|threat)[ -]?(?:filter )?(?:lists?"
        r"|data ?bases?)\b",
        # Where a mail comes from, and what is done with what comes from there.
        r"\b(?:(?:do not|don't|will not|won't|cannot|no longer) (?:accept|take|receive|want)|(?:stopped"
        r"|ceased|quit) (?:accepting|taking|receiving)) (?:any )?(?:e?-?mails?|messages?|connections?"
        r"|traffic) from (?:your|this|such|cloud|hosting|dynamic|residential"
        r"|dial-?up) (?:\w{1,12} ){0,2}(?:ip|host|server|network|address|provider|isp|site|range)(?:s|es)?\b",
        r"\b(?:bad|low|poor|negative) (?:karma|\w{0,8}score|standing)\b|\b(?:ip|host|server|address"
        r"|network)\b[^.;\n]{0,50}\b(?:bad|low|poor|negative) (?:karma|score|rating)\b",
        r"^(?:[245]\d\d[ -])?(?:[245]\.\d\.\d{1,3} )?(?:blocked|banned|denied|rejected"
        r"|refused)[: ]{1,3}\[?N\]?\W{0,3}$",
        # An address, and what is said of it in the same sentence; not of a message.
        r"(?:(?<!message from )(?<!message from \[)(?<!this mail from )(?<!this mail from \[)"
        r"\[?\bN\b(?!\]?:? ?[45]\d\d\b)|\b(?:your|sending|client"
        r"|source) (?:ip|host|server|network|mta|site))(?:(?!\b(?:message|mail|e-?mail|content|text|body"
        r"|letter)\b)[^.;\n]){0,30}?\b(?:spam\w{0,6}|abus\w{1,4}|junk|(?:black|block"
        r"|deny)[- ]?list\w{0,3})\b",
        r"\bspammers?\b[^.;\n]{0,20}\[?N\b|\b(?:[a-z]{0,6}dns[rb]l|rbl|black ?list|block ?list) (?:hit"
        r"|match|check|listing)\b",
        r"\b(?:unacceptable|unsatisfactory|weak|terrible|insufficient|no) (?:\w{1,10} )?reputation\b",
        r"\bknown for (?:sending )?(?:spam|abuse)|\bpenali[sz]ed\b",
        r"\b(?:dynamic|dial-?up|dsl|residential|generic|consumer|broadband|cable|cloud"
        r"|vps) (?:broadband )?(?:ips?|hosts?|instances?|lines?|connections?|address(?:es)?|client|pool"
        r"|range|network)\b(?![^.;\n]{0,30}\bptr\b)|\b(?:dynamic|dial-?up)\b[^.;\n]{0,30}\b(?:ip|address"
        r"|host)\b(?![^.;\n]{0,30}\bptr\b)",
        r"\bN\]? (?:is|looks|seems|appears) (?:\w{1,9} )?(?:dynamic|residential|dial-?up)\b"
        r"|\bdynamically (?:assigned|allocated)\b|\b(?:spam|abuse) from (?:your|this) (?:site|domain"
        r"|company|organi[sz]ation)",
        r"\brbl (?:deny|denied|reject\w{0,3}|block\w{0,3}|hit)\b",
        r"\b(?:spamhaus|spamcop|sorbs|uceprotect|barracuda|abusix|surriel|psbl)\b[^.;\n]{0,30}"
        r"\b(?:data ?base|listing|entry)\b",
        r"(?:is|was|has been|been|are) (?:temporarily |permanently |currently )?(?:blacklisted"
        r"|black[- ]listed|block[- ]?listed)",
        r"\b(?:blacklisted|blocklisted|black-listed)\b" + _GAP + _WHO,
        _WHO + _GAP + r"\b(?:blacklisted|blocklisted|block listed|black[- ]listed|on (?:our|a"
        r"|the) (?:black|block|deny) ?list)",
        r"\bliste noire\b|\bczarn(?:ej|a) lis",
    ),
    rule(
        "no-reverse-name",
        Category.POLICY,
        False,
        "554 5.7.1 Your IP 192.0.2.25 has no PTR record, blocked",
        r"\b(?:no|without|missing|invalid|lacks?|does not have|doesn't have|needs?) (?:\w{1,12} ){0,2}"
        r"(?:ptr|rdns|reverse (?:dns|name|lookup|hostname|record))\b",
        r"\bcannot find your (?:reverse )?hostname|\bN\]?:? (?:has )?no (?:host ?|dns )?name\b",
        r"\b(?:cannot|can't|could not|does not|doesn't) (?:be )?resolved? to (?:an? |any |its )?(?:\w{1,9} )?"
        r"(?:host ?)?name\b",
        r"\b(?:cannot|can't|could not|unable to) (?:find|get|determine|look up) (?:an? |the "
        r"|any )?(?:host ?)?name (?:for|of) (?:the |your )?(?:ip|client|host|\[?N\b)",
        r"\b(?:host ?)?name of (?:the |your )?(?:client|ip|sending host|connecting host)\b[^.;\n]{0,40}"
        r"\b(?:not|cannot|can't|no|fails?|unknown|missing)\b",
    ),
    rule(
        "network-blocked",
        Category.BLOCKED,
        True,
        "550 5.7.606 Access denied, banned sending IP [192.0.2.25]",
        r"part of (?:their|your) network is on our (?:block ?)?list",
        r"\b(?:AS|S)31[45]0\b",
        r"\b(?:do(?: not|n't)|will not|won't|refuse to|no longer) (?:talk|speak|listen) (?:to|with) (?:your"
        r"|you\b|such|hosts|servers|\[?N\b|(?:this|that) (?:host|server|ip|network|domain))",
        r"\bno (?:e-?)?mails? from (?:your|such|cloud|hosting|dynamic|residential|dial-?up|\[?N)\b"
        r"|\b(?:reject|block|refus|ban)\w{0,4} (?:everything|anything) from (?:you\b|\[?N\b"
        r"|[\w-]{2,40}·\w)",
        r"banned send(?:ing ip|er)|\b(?:temporary|permanent|automatic|lifetime) ban\b|\bbad outbound sender"
        r"|\btenant has exceeded(?![^.;\n]{0,24}\b(?:limit|quota|allowance))",
        r"\bbanned\b" + _GAP + _WHO,
        _WHO + _GAP + r"\bbanned\b",
        r"\b5\.7\.(?:50[123]|511|513|60[6-9]|6[1-4]\d|705|708)\b",
        r"\b(?:traffic|access|connections?|mail|e-?mails?|messages?) (?:is |are )?(?:not (?:accepted|allowed"
        r"|permitted)|forbidden|denied|refused|rejected|prohibited|banned) (?:from|for) (?:this |your "
        r"|the )?(?:client )?(?:ip|host|server|network|\[?N)\b",
        r"\baccess (?:is )?(?:forbidden|denied|refused) (?:by|to) your (?:ip|host|server|address|network)",
        r"\bno access (?:for|from) (?:this|your) (?:ip|host|server|address|network)",
        r"\b(?:ip|ip address|client ip)(?: \[?N\]?)? (?:is |was |has been )?(?:rejected|refused|forbidden"
        r"|unwelcome|not (?:welcome|trusted|accepted))(?! (?:to|for|because|due)\b)",
        r"\b(?:client |host |ip )?\[?N\]? (?:is )?(?:not welcome|unwelcome|not allowed to connect"
        r"|not permitted to connect)",
        r"\bclient (?:\[?N\]? )?not welcome|\byou(?:r (?:ip|server|host))? (?:are|is) not (?:allowed"
        r"|permitted|welcome) to connect|\byou are (?:not welcome|banned)",
        r"\b(?:new or )?untrusted (?:ip|host|server|sender|network|source|origin)|\b(?:ip|host|server"
        r"|network) (?:that"
        r"|which) is (?:new or )?untrusted",
        r"\bip (?:address )?(?:frequency |rate )?[^.;\n]{0,20}\bip control\b",
    ),
    rule(
        "reputation",
        Category.BLOCKED,
        True,
        "554 5.7.1 Your access has been rejected due to the sending MTA's poor reputation",
        r"\b(?:your|sender'?s?|ip|host) karma\b|\bkarma\b[^.;\n]{0,20}\b(?:below|under|too|negative|low"
        r"|bad)\b",
        r"\b(?:poor|bad|low|negative|very low|suspicious|insufficient)(?: \w{1,15}){0,2} reputation",
        r"\breputation\b" + _GAP + r"\b(?:low|poor|bad|negative|too|insufficient|block|reject|problem"
        r"|issue)",
        r"\b(?:due to|because of|based on|for|by)\b[^.;\n]{0,40}\b(?:ip|sender|domain|sending|network"
        r"|server|host)[^.;\n]{0,30} reputation",
        r"\breputation (?:of|for) (?:\w{1,12} ){0,2}(?:ip|domain|send|server|host|mail|network|client)",
        r"\b(?:due to|because of|based on) (?!(?:\w{1,20} ){0,3}(?:url|uri|link|file|content|message))"
        r"(?:\w{1,20}[ -]){0,4}reputation\b",
        r"\bfrom (?:hosts?|servers?|senders|domains|networks) (?:of|with) (?:this|such|that|bad|poor|low)\b",
        r"\bN\]? (?:is |was )?(?:rated|classed|classified|categori[sz]ed|judged"
        r"|deemed) (?:as )?\W?(?:malicious|bad"
        r"|suspicious|high[- ]risk|risky|untrusted|poor|dangerous|hostile|abusive|unsafe|spam)",
        r"\bdomain reputation (?:is )?(?:none|bad|low|poor)\b|\bunknown to (?:the |our |all )?reputation\b",
        r"\bip reputation\b|\breputation[- ](?:limits?|based|filter\w{0,3}|throttl\w{0,3})\b",
        r"rejected because bad ip",
        r"\bIP=N - A problem occurred\b",
        r"\bbad (?:ip|reputation|helo reputation)\b",
        r"(?:mauvaise|faible) reputation|mala reputacion|schlechte[nr]? (?:ip-)?reputation",
    ),
    rule(
        "client-blocked",
        Category.BLOCKED,
        True,
        "550 5.7.1 Access from ip address 192.0.2.25 blocked, contact our postmaster",
        r"\baccess from (?:the |your |this )?(?:ip|host|network|address|server"
        r"|domain)\b[^;\n]{0,60}(?:blocked|denied|refused)",
        r"\b(?:ip(?: address(?:es)?)?|(?:client|remote|sending|your|connecting|source"
        r"|smtp) (?:smtp )?(?:host|server|address|ip|mta|network|domain|network|isp|provider)|mail ?server"
        r"|sending domain|sender domain|sender'?s (?:domain|address|ip"
        r"|mail server))\b[^;\n]{0,70}?(?<!not )\b(?:blocked|blocked\.|barred|blacklisted|banned"
        r"|suspended from sending|is spammer|as (?:a )?spam(?:mer)?\b(?! by the recip))",
        _BLOCKED + r"(?:from |for |due to |by )?(?:your |this |the |sending |source )?"
        r"(?:ip(?: address)?|client)\b(?! (?:error|policy))",
        _BLOCKED + r"(?:from |for |due to )?(?:your|sending|connecting|originating) "
        r"(?:host|server|network|domain|mail ?server|isp|provider)\b(?! name)",
        r"\bblocked (?:host|server|network|address|range) \[?N\b",
        r"\b(?:traffic|connections?|e?-?mails?|sessions?) from \[?N\b[^.;\n]{0,12}\b(?:suspended|halted"
        r"|cut off|stopped|barred|restricted)\b",
        # By anybody; "until it has SPF" is a demand.
        r"\b(?:rejects|refuses|blocks|denies|bans|does not accept) (?:all |any )?(?:mail |connections? "
        r"|messages? )?"
        r"(?:from |of )?your (?:server|host|ip|network|domain|mail server|provider|organi[sz]ation)\b"
        r"(?![^.;\n]{0,40}\b(?:spf|dkim|dmarc|ptr|tls|dns|without|unless|until|certificate|name)\b)",
        # An address right behind the refusal, and nothing else that would be its reason.
        r"\b(?<!relay )(?:mail|e-?mails?|access) (?:refused|rejected|denied)[-: <\[(]{1,6}N\b(?!\]?[:,])",
        _BLOCKED + r"(?:from |for |due to )?(?:this |the |your )?sender(?:'s)?\b"
        r"(?! (?:error|policy|filter|is not|domain (?:does|has no|is not)|address (?:could|does|is not)))",
        r"\[?\bN\]?\)? (?:is |has been |was )?(?:currently |temporarily |permanently )?(?:blocked"
        r"|banned|blacklisted)",
        r"\b(?:spams?|junk|abuse)\b[^.;\n]{0,30}\bfrom \[?N\b",
        r"\b(?:spam ?bots?|bot ?nets?|zombies?(?! (?:process|(?:on|in) the process)))\b",
        r"\bcaught sending spam|spam(?:ming)? (?:source|origin)|open (?:proxy|relay) (?:detected|found)"
        r"|known (?:spam|junk)(?:mer| source| server| host)|spammers? (?:are )?not",
        r"\b(?:spam|spew|abuse)[- ](?:supporting|friendly|tolerant|hosting|infested|ridden)\b",
        r"\bidentified as (?:a )?(?:spammer|spam source)|you(?:r? (?:are|ip))\b[^.;\n]{0,30}\bspammer",
        r"\bdomain \S{1,100} (?:is|was|has been) (?:blocked|banned|barred|embargoed|boycotted|shunned"
        r"|outlawed)\b",
        r"client host (?:\S{1,80} )?blocked|host (?:is )?blocked",
        r"\b(?:we|our)\b[^.;\n]{0,40}\b(?:blocked|blacklisted|banned) (?:your|you|mail from (?:your|this))",
        r"\b(?:account|mail ?box|user|address) (?:is |was |has been )?(?:blocked|barred|suspended|banned"
        r"|locked|prevented) from (?:sending|submitting|mailing)|blocked for (?:spam(?!-|my\b| content)"
        r"|abuse|sending)|spam(?:ming)? (?:complaints|incident|issues)"
        r"|pour incident de spam",
    ),
    rule(
        "complaints",
        Category.BLOCKED,
        True,
        "421 4.7.0 [TSS04] Messages from 192.0.2.25 deferred due to user complaints",
        r"\b(?:sent|mails?|mailed|sends|sending|hit|hits|wrote|deliver\w{0,3}|found)\b[^.;\n]{0,30}"
        r"\b(?:spam ?traps?|trap address(?:es)?|honey ?pots?)\b",
        r"\b(?:phishing|scam|malware|virus) (?:e-?mails?|mails?|messages?|traffic|attacks?) from (?:your"
        r"|\[?N\b)",
        r"\byour (?:e-?)?(?:mails?|messages?)\b[^.;\n]{0,30}\b(?:marked|reported"
        r"|flagged) (?:as )?(?:junk|spam|abuse)"
        r" by (?:our |the |many |several )?(?:users|recipients|customers|members|subscribers)",
        r"\byour (?:provider|isp|hoster)\b[^.;\n]{0,40}\b(?:spam|abus)",
        r"\b(?:malicious|hostile|abusive) (?:traffic|activity|behaviou?r|connections?)\b",
        r"\b(?:marked|reported|flagged) your (?:e-?)?(?:mails?|messages?) as (?:spam|junk|unwanted)",
        r"\bTSS0[0-9]\b|\bRTR:(?:B[A-Z]|GE|RD|SM|SC|CH|DU)\b",
        r"\byour (?:\w{1,10} )?(?:domain|server|host|network|ip|account"
        r"|address)\b[^.;\n]{0,30}\b(?:used (?:for|by|to"
        r" send|in)|involved in|source of) (?:\w{1,12} ){0,2}(?:phish|spam|abus|malware|fraud|attack|scam)",
        r"\b(?:banned|blacklisted|blocklisted) (?:for (?!mail|file|content)|until|since)\b|\bgr[ea]y-?trapp",
        r"\bN\b[^.;\n]{0,30}\b(?:as|is) (?:unwanted|abusive|junk)\b|\bcomplaint (?:rate|ratio|level|count"
        r"|score)"
        r"|\bhits? traps?\b|\btrap hits?\b|\b(?:readers|users|customers) complain(?:ed)? (?:of|about)\b"
        r"|\b(?:users?|customers?|subscribers?|members|people) (?:have |has |keep )?(?:report|mark"
        r"|flag)\w{0,3}"
        r" (?:you\b|your |(?:mails? from )(?:your?\b|\[?N\b))",
        r"\b(?:purveyor|emitter|origin|hotbed|nest|haven|conduit|distributor"
        r"|spreader)s? of (?:\w{1,12} )?(?:spam|junk|malware|abuse|phish|virus|unsolicited)",
        r"\b(?:for|because of|after) (?:spreading|sending|distributing|relaying"
        r"|emitting) (?:out )?(?:\w{1,9} )?(?:virus|malware|worm|trojan|phish|spam|junk|abuse)",
        r"\bconnections? (?:is |was )?(?:refused|rejected|dropped|closed|denied)\b[^.;\n]{0,40}"
        r"\b(?:spam|virus|abuse)",
        r"\b(?:domain|ip|host|sender|server|network)\b[^.;\n]{0,40}\bspam (?:rating|history|record|standing)",
        r"\b(?:host|server|ip|network|machine|client|\[?N\]?) (?:(?:has|have|is|was|been"
        r"|keeps) ){1,3}(?:sending|sent|known to (?:send|spread)|spreading|spewing|distributing"
        r"|emitting) (?:out )?(?:\w{1,9} )?(?:virus|malware|worm|trojan|phish|spam|junk)",
        r"\buser complaints\b|\btoo many (?:spam |abuse )?complaints\b|\bcomplaints (?:of|about) (?:spam"
        r"|abuse)",
        r"\bhigh (?:number|rate|level) of (?:spam |user )?complaints",
        r"\b(?:due to|because of|for|excessive|detected|following|after|owing to|on account of|repeated"
        r"|numerous|several|many) (?:\w{1,20} ){0,3}(?:abuse|complaints)\b(?![^.;\n]{0,20}@)",
        r"unusual rate of unsolicited mail originating from your",
        r"\b(?:abuse|spam) (?:reports?|complaints?) (?:on|about|against) (?:you\b|your\b|\[?N\b)",
        r"\b(?:spam|junk|abuse|filth|garbage|rubbish|trash|crap|muck|dirt|malware"
        r"|phishing|viruses|attacks)\b[^.;\n]{0,20} from (?:your?\b|\[?N\b|this (?:ip|host|server|network"
        r"|address))|\b(?:with|of|enough) (?:of )?your (?:spam|junk|rubbish|garbage)\b"
        r"|(?<!rate of )\b(?:unwanted|unsolicited|undesir\w{2,4}|abusive"
        r"|malicious|fraudulent|junk) (?:e-?mails?|mails?|messages?|traffic|activit\w{1,3})\b[^.;\n]{0,30}"
        r"\bfrom (?:\[?N\b|(?:your|you|this|that) (?!message|mail|e-?mail|user|account))",
        r"\b(?:mails?|e-?mails?|messages|correspondence|letters|traffic|anything|everything)\b[^.;\n]{0,20}"
        r"\bfrom (?:(?:your|this) (?:\w{1,12} ){1,3}?|(?!the\b|an?\b)[\w·-]{3,60} )(?:is|are|was|has been"
        r"|have been) (?:\w{1,12} )?(?:barred"
        r"|blocked|banned|unwelcome|shunned|boycotted|embargoed|blackholed)\b",
        r"\b(?:abuse|spams?)\b[^.;\n]{0,30}\bfrom (?:your|this|that) (?:ip|network|server|host|domain"
        r"|system)",
        # What a sender did before; this mail is not meant.
        # A mailbox that is closed for its own is not meant, nor are hosts that a mail links to.
        r"(?:\b(?:you|your|sender'?s?|domain|host|server|ip|network)|·[a-z]{2,9})\b(?! account"
        r"| mailbox)[^.;\n]{0,50}\b(?:(?:for|because of|after|caught|due to) spamming"
        r"|after (?:its|your|an?|the|that) (?:\w{1,9} )?(?:spam|phishing) (?:wave|run|campaign|attack))\b",
        r"(?<!links to an )(?<!links to a )(?<!link to a )(?<!links to )"
        r"\b(?:hosts?|servers?|machines?|customers|networks?|provider|box) (?:keeps? )?(?:sends?|spews?"
        r"|pumps?|hosts?|pumping|harbou?rs?) (?:out )?(?:\w{1,9} )?(?:spam|junk)|\bspams? us\b"
        r"|\bspam off your\b|\b(?:history|record|habit) of (?:\w{1,9} )?(?:spam|abuse|junk|phish)"
        r"|(?<!that )(?<!which )\b(?:is|are) known for (?:\w{1,9} )?(?:fraud|phish|scam|spam|abuse|malware)",
        r"\b(?:users|customers|subscribers|members|people|recipients)\b[^.;\n]{0,20}\b"
        r"(?:report|mark|flag)\w{0,3} (?:mails?|messages|e-?mails?|mailings) (?:from|of) "
        r"(?:you\b|your|\[?N\b)",
    ),
    rule(
        "sender-blocked",
        Category.BLOCKED,
        True,
        "550 Envelope blocked - User Entry",
        r"(?<!if )(?<!why )(?<!think )(?<!believe )\byou (?:have been|are|were) (?:blocked|banned|barred"
        r"|exiled|expelled|outlawed)\b|\b(?:blocked|banned|blacklisted|muted|shunned|struck) you\b"
        r"|\bclosed (?:\w{1,9} ){0,3}to you\b"
        r"|\b(?:has|have|put|puts) you on (?:ignore|mute|block|(?:his|her|their|an?|the|my) (?!wait|gr[ae]y"
        r"|guest|white|allow|mailing)\w{1,10} ?list)",
        r"\b(?:asked|told|instructed) us (?:not to|to (?:refuse|reject|block|stop))[^.;\n]{0,30}\b(?:from"
        r"|by) you",
        r"\b(?:your|this|sending) (?:domain|server|host|ip|network)\b[^.;\n]{0,12}(?:not"
        r"|n't) (?:one )?(?:that )?(?:we )?trust",
        r"\b(?:account|user|mailbox|address|sender)\b[^.;\n]{0,30}\b(?:to send|sending|sends"
        r"|sent) (?:out )?spam\b",
        r"\b(?:your|5\.7\.\d{1,2}) (?:\w{1,12} ){0,4}(?:suspended|terminated|disabled|closed|revoked|locked)"
        r" (?:for|due to|because of|over|after) (?:\w{1,12} ){0,3}(?:spam|abuse|violat|complaint|phish)",
        r"\b(?:not|n't) (?:to |want to |wish to )?(?:hear|receive|get|accept|take) (?:any )?(?:e?-?mails? "
        r"|messages? |anything )?(?:more )?from you\b",
        r"\b(?:e-?)?(?:mails?|messages?) from (?:@|this (?:sender|address|domain)|\S{1,60}·\S{1,60}) (?:is "
        r"|are )?(?:unwanted|unwelcome|not wanted|not welcome|undesired)\b",
        r"\b(?:stopped|no longer) (?:accept|tak|receiv|deliver"
        r"|carry)\w{0,3} (?:any )?(?:of )?your (?:e-?)?(?:mails?"
        r"|messages?)\b(?![^.\n]{0,60}\b(?:spf|dkim|dmarc|ptr|rdns|dns|helo|tls|virus|content|size|rate"
        r"|many)\b)",
        r"\bno more (?:e-?)?mails? from (?:you\b|your (?:server|host|ip|domain|network|provider))",
        r"\b[\w-]{1,60}·[\w·-]{1,60} (?:is|are) (?:unwelcome|not welcome|unwanted|shunned)\b",
        r"\bon (?:the |its |his |her )?(?:recipient|user|owner)'?s? (?:personal |own )?(?:block|black"
        r"|deny|reject)"
        r"[ -]?list",
        r"\b(?:marked|flagged|reported|rated) you as\b",
        # A sender that was shut out; what it may not do from then on follows from that.
        r"\b(?<!our )(?:sender|host|server|ip|network|client) (?:is|was|has been) (?:\w{4,12}ly )?(?:barred"
        r"|banished|ostraci[sz]ed|expelled|outlawed|shut out|locked out|proscribed|blackballed|muted|evicted"
        r"|discredited)\b(?! (?:from (?:sending|the|its|our)|until|of))",
        r"\b(?:forbidden|barred|banned|muted|expelled|disowned) (?:this|the|that) sender\b"
        r"|\b(?:not have|lost|forfeited|betrayed) our trust\b|\b(?:sender|domain|host|ip)\b[^.;\n]{0,30}"
        r"\b(?:was|been|were) (?:reported|denounced) (?:for|as) (?:\w{1,9} )?(?:phish|spam|fraud|abus"
        r"|scam|malware)",
        r"\b(?:sender|ip|host|server|domain|network|you) (?:is |are )?(?:on|in) (?:an? |our "
        r"|the )?watch-?list\b|\blist of (?:throw-?away"
        r"|disposable) domains\b",
        r"\b(?:out|stopped|caught|refused) by the recipient'?s (?:own |personal )?(?:black|block"
        r"|deny)[ -]?list",
        r"envelope blocked - user entry|manually blocked senders?|\b(?:denied|rejected|refused|blocked"
        r"|dropped|stopped) by (?:the |our |an? )?(?:sender|connection|ip|envelope|network)[- ]filter",
        r"\b(?:sender|from address|mail from(?! ?<>)|envelope from|return path)\b[^.;\n]{0,50}\b(?:is |was "
        r"|has been )?(?:blocked|blacklisted|banned|denylisted|in my black)",
        r"\b(?:blocked|blacklisted|banned) (?:sender|domain|by (?:the )?(?:sender|domain) (?:black|block))",
        r"\bAUP#\w{0,8}(?:RBL|BL)\b|\bsend(?:ing|er) (?:ip |e-?mail )?address (?:was "
        r"|is )?(?:not accepted|rejected|refused)[^.;\n]{0,20}\bspam\b",
        r"\b(?:spam|junk|abuse)\b[^.;\n]{0,40}\bsender (?:is |was |has been )?(?:refused|rejected|denied"
        r"|blocked)|local (?:black|block)list|(?:sender|domain)[ _-]?(?:black|block)list|in (?:my"
        r"|the recipient'?s) (?:badmailfrom|blacklist)",
    ),
)
