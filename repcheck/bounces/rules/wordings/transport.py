"""Rules for faults that have names of their own, and for rate limits, expiry and the network.

The former are read before all that is about a message or a mailbox, the latter after it.
"""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

FAULT_RULES: tuple[Rule, ...] = (
    rule(
        "loop",
        Category.UNDELIVERABLE,
        False,
        "554 5.4.6 Hop count exceeded, possible mail loop",
        r"\bbest-?preference mx\b|\bcontrol/locals\b",
        r"\btoo many hops\b|\bhops? ?(?:count|limit)\b|\b(?:mail|routing) ?loop\b"
        r"|\b(?:loops?|points?) back (?:to|at)\b"
        r"|\btoo many (?:servers|relays|received)\b"
        r"|\bloop detected|\bmx (?:records? )?points? (?:to|at) (?:local|this|my|our|itself|us\b)",
    ),
    rule(
        "unknown-plainly",
        Category.NONEXISTENT,
        False,
        "550 delivery agent exited with status 67: no such user",
        # A clause that says nothing else is the reason, whatever is said of spam or of a system beside it.
        r"(?:^|(?<![>@])[:;,.(] ?|- )(?:\d{3} )?(?:5\.\d\.\d{1,3} )?(?:there is )?(?:no such|unknown"
        r"|invalid|non-?existent) (?:local )?(?:user|recipient|mail ?box|addressee)(?: here)?(?=[;:,.()!]|$)",
        r"(?<![>@])[:;,(] ?(?:the )?(?:user|recipient|mail ?box|addressee) (?:is )?(?:unknown|not found"
        r"|does not exist|doesn't exist)(?: here)?(?=[;:,.()!]|$)",
        r"^(?:\d{3} )?(?:5\.\d\.\d{1,3} )?(?:nobody|no ?one|no (?:user|mail ?box|person)) (?:called|named"
        r"|by (?:that|this|the) name)\b",
        r"\b(?:accept|take|want|allow|receive)s? (?:any )?(?:mail|messages?) (?:to|for) (?:unknown|invalid"
        r"|non-?existent) (?:users|recipients|mail ?boxes|addresses)\b",
        r"\bmail (?:to|for) addresses that (?:do not|don't) exist\b",
    ),
    rule(
        "command",
        Category.UNDELIVERABLE,
        False,
        'Command time limit exceeded: "/usr/bin/filter"',
        r"\bcommand (?:died|time ?limit|timed out|output:)",
        r"\b(?:exited|returned|terminated|died) with (?:an? )?(?:\w{1,12} )?(?:status|code|signal)\b",
        r"\bpermissions (?:on|of|for) (?:\w{1,8} ){0,2}(?:mail|spool|queue|home|maildir|director|file"
        r"|folder)",
        r"\bchild process of \w{1,30} transport\b|\btransport returned \d|\bpipe to \S{1,60} failed\b",
    ),
    rule(
        "dns-for-now",
        Category.UNDELIVERABLE,
        False,
        "Name service error for name=corp.example.net type=MX: Host not found, try again",
        # What the resolver of Go says.
        r"\b(?:next|remote|upstream|inner|downstream) (?:relay|hop|server|host|system|mta)\b[^.;\n]{0,12}"
        r"\b(?:not (?:respond|reach|answer|available)|not be (?:contact|reach)|failed|restarting|offline"
        r"|down\b|unreachable)",
        r"\bdial (?:tcp|udp|unix)\b|\bhttp (?:status |code |error )?50\d\b",
        r"\b(?:route|path|way) (?:to|for) (?:the |this |that )?(?:[\w']{1,12} )?(?:domain|host|server"
        r"|destination)\b"
        r"[^.;\n]{0,20}\b(?:not|missing|unknown|undefined)\b",
        r"\b(?<!your )(?:relay|gateway|smart ?host|transport|router|exchanger)s?\b[^.;\n]{0,40}\bmisconfigur",
        r"\b(?:gateway|relay|proxy|we|backend|filter) (?:cannot|could not|can't|is unable to) (?:resolve"
        r"|look up) "
        r"(?:the )?(?:host|address|name|server|next hop|smart ?host)\b|\bhost [\w·-]{1,60}·(?:internal"
        r"|local|lan)\b",
        r"\b(?:server|store|gateway) (?:for|of) (?:this |the )?(?:user|mailbox|recipient)\b[^.;\n]{0,20}"
        r"\b(?:not found|unknown|missing|undefined)",
        r"\b(?:table|map|config\w{0,8}|script|(?:policy|rules?|access|alias\w{0,2}) file)\b[^.;\n]{0,20}"
        r"\bsyntax error\b",
        # What the DNS of the domain calls its mail host.
        r"\b[45]\.4\.\d{1,2} [^\n]{0,80}\bresolves? to (?:N\b|localhost|loopback)",
        r"\bno (?:live|usable|working|reachable|available|healthy|running|active|valid) (?:\w{1,10} )?"
        r"(?:gateway|smart ?host|relay|route|node|backend|upstream|exchanger|instance|next hop)s?\b",
        r"\bservfail\b|\b(?:scanner|filter|worker|thread|process|delivery|work|incoming|inbound|message"
        r"|task|job)"
        r" (?:pool|queue)s? (?:is |are )?(?:full|exhausted|used up|saturated|overflow)",
        # Who was asked about the sender gave no answer; nothing was found out of him.
        r"\bname ?server time-?out|\b(?:temporary|transient|intermittent) (?:\w{1,10} )?(?:name service"
        r"|resolver|look ?up|network|nameserver)\b[^.;\n]{0,12}\b(?:fail|error|problem|trouble)",
        r"\b(?:name ?servers?|zone)\b[^.;\n]{0,30}\b(?:silent|mute|not (?:answering|loading|loaded)|dead\b"
        r"|failed to (?:answer|load))",
        r"\b4(?:\d\d[ -]|\.\d\.\d{1,3} )[^\n]{0,80}?\b(?:host|servers?|name ?servers?|mx|exchanger)\b"
        r"[^.;\n]{0,12}\b(?:did|does|do)(?: not|n't) (?:answer|respond|reply)",
        r"\b(?:callout|callback|verification|verify)\b (?:was |is |has been |had to be )?(?:deferred"
        r"|postponed|interrupted|cut short|incomplete|not finished|cut off|broke off|broken off|abandoned)",
        # A way of the receiver's own that is not there.
        r"\b(?:route|path|way|line|link|port)s?\b (?:is |are |was |has been )?(?:broken|out of order"
        r"|interrupted|severed)"
        r"|\bno (?:path|way|road) to (?:the |any )?(?:external|outside|remote|next|foreign)\b",
        r"\b(?:the|our|its|an?) (?:[\w-]{1,12} )?(?:process|program|thread|task|job) (?:has |was )?"
        r"(?:died|killed|hung|aborted)\b",
        r"\b(?:is|are) (?:restoring|repairing|rebuilding|moving|recovering|replacing) (?:the|our|its)\b",
        r"\b(?:connector|uplink|listener|interface|transport|leased line)\b[^.;\n]{0,24}\b(?:not exist"
        r"|(?:was|is|been) (?:removed|deleted|unplugged|cut|gone)|missing|closed (?:for|during|until))",
        r"\bserver misbehaving\b|\b(?:unable|failed) to get (?:mx|ips?)\b",
        r"\b(?:virus|spam|av|content|anti-?virus)[- ](?:scan|scanner|check|filter) (?:has |is )?"
        r"(?:failed|failure|died|crashed|error|timed out|broken|dead)\b",
        r"\b(?:could not|cannot|unable to) complete (?:the )?(?:sender|recipient) verif"
        r"|\bhost not found, try again"
        r"|\bname service error\b[^\n]{0,120}\b(?:try again|malformed|short|servfail|server fail|no reply"
        r"|refused|time)"
        r"|\btype=aaaa: host found but"
        r"|\b(?:could|can)(?:not| not|n't) be (?:checked|looked up|resolved|verified) "
        r"(?:now|just|right|at th|at present|currently)"
        r"|\b(?<!by )(?<!by the )(?:next[- ]hop|smart ?host|relay ?host)\b[^.;\n]{0,60}\b(?:not found"
        r"|unknown|does not)"
        r"|\busable address(?:es)?\b|temporary failure in name resolution|\b(?:temporary"
        r"|transient) dns (?:error|failure)",
    ),
    rule(
        "queue-expired",
        Category.UNDELIVERABLE,
        False,
        "kai@corp.example.net: Envelope has expired after 4 days",
        r"\btime (?:has |have )?(?:ran|run) out\b",
        r"\b(?:delivery|queue|retry) (?:to|for|of|in) (?:[\w@-]{1,30} ){0,2}(?:has |was "
        r"|is )?expired\b",
        r"\benvelope (?:has |was |is )?expired\b",
    ),
    rule(
        "system-storage",
        Category.UNDELIVERABLE,
        False,
        "452 4.3.1 Insufficient system storage",
        r"\b(?:server|system|backend|data ?base|service|store|relay|machine|spool) (?:is |ran |has run "
        r"|are )?"
        r"out of (?:disk )?(?:space|storage)\b",
        r"\b(?:server|system|service|host|machine|gateway) is (?!not\b)(?:\w{1,12} )?(?:busy|overloaded"
        r"|overwhelmed|swamped)\b(?! with|[^\n]{0,9} too many)",
        r"\b(?:mail ?box|message) (?:data ?base|store|server)s? (?:is |are )?full\b",
        r"\bload average\b|\blocal resource limit\b|\b(?:high|too much|excessive) load\b",
        r"\b[45]\.3\.\d\b[^.;\n]{0,20}\bdisk full\b|\bspace shortage\b|\b(?:not enough|no) (?:more "
        r"|free )?(?:disk "
        r"|storage )?space (?:is )?(?:left "
        r"|available )?on (?:the |this |our )?"
        r"(?:device|server|system|disk|volume|host)\b",
        r"\b[45]\.3\.1\b(?![^\n]{0,80}"
        r"\b(?:mail ?box|quota|user|recipients?|inbox|hour|rate|limit|connections?)\b)",
        r"\binsufficient (?:system|server) (?:storage|space|resources)\b(?! for (?:so|that|this) many)"
        r"|\bwrite error or disk full|^\W{0,3}452[ -](?:4\.[34]\.\d )?insufficient disk space"
        r"|\b(?:cannot|can't|could not|unable to) (?:check|determine|read|verify) (?:\w{1,12} ){0,3}quota"
        r"|\b(?:server|system)(?:'s)? (?:disk|storage|spool) (?:is )?(?:full|exhausted)\b",
    ),
    rule(
        "system-limits",
        Category.UNDELIVERABLE,
        False,
        "451 4.3.0 Too many open files",
        # What the receiver's own machine has no more of, and what its programs may take.
        r"\b(?:too many|(?:maximum )?number of|out of|no (?:more|free)|limit (?:of|on)) (?:\w{1,12} ){0,2}"
        r"(?:open files|files open|file (?:handles|descriptors)|process(?:es)?\b|threads|child(?:ren)?\b"
        r"|forks|sockets|workers?\b|slaves?\b|scanners?\b|delivery agents?\b|redirects"
        r"|alias(?:es)? (?:expan|level)|(?:open|free) ports|retries"
        r"|users (?:online|logged)|(?:dns|name ?server|look ?up) (?:time-?outs?|errors|failures)|cnames?\b"
        r"|forwards\b|forwardings\b|redirections\b|handles\b|pending (?:jobs|queries|tasks)|locks\b"
        r"|jobs\b|timeouts\b|levels of\b|failures of\b"
        r"|delivery attempts\b(?! (?:from|by))|links in the (?:redirect|chain|alias|forward))",
        r"\btoo much (?:swap|memory|load|disk|paging)\b"
        r"|\b(?:visited|passed|been|travelled|gone) (?:through |over |by |at )?too many\b",
        # Of the receiver's system or of the way, and no congestion (RFC 3463 sections 3.4 and 3.5).
        r"\b[45]\.(?:3\.\d|4\.[0-46-9]) [^\n]{0,40}?\btoo many (?!(?:[\w-]{1,12} ){0,4}?(?:connect|session"
        r"|messag|e?-?mails?\b|letters|recip|rcpt|address|request|client|sender|simul|concurr|parallel"
        r"|attempt|transact|deliver"
        r"|smtp|from|you|invalid|unknown|bad|error|command|users?\b|hosts?\b|mail ?box))",
        # What stands in, on or of a thing of the receiver's, and nothing that a client brings.
        r"\btoo many (?!(?:[\w-]{1,12} ){0,3}?(?:connect|session|messag|e?-?mails?\b|letters|recip|rcpt"
        r"|address|request|client|sender|simul|concurr|parallel|attempt|transact|deliver|invalid|unknown|bad|error))"
        r"(?:[\w-]{1,16} ){1,3}(?:in|on|of) (?:the|this|our) (?:alias|machine|server|system|queue|spool"
        r"|directory|process|box|host|node|store|chain)\b",
        r"\b(?:zombie|stale|dead|hung) (?:process|lock|job|task|worker)\w{0,2}\b",
        r"\b(?:forwarded|redirected|relayed|re-?sent|bounced|passed|handed|tried|attempted)\b"
        r"(?: (?:on|along|around|back|about))? (?:far )?too (?:many times|often)",
        r"\b(?:spool|queue|mail ?store|disk|system|server) (?:already |now )?(?:holds|has|contains|carries)"
        r" (?:\w{1,9} )?too many\b(?![^.;\n]{0,40}\b(?:you|your|from|connections?|sessions?)\b)",
        r"\b(?:list|alias|group)\b[^.;\n]{0,20}\b(?:has|contains|holds) an? (?:invalid|bad|broken|unknown)"
        r" (?:member|address|entry|target)\b",
        r"\btoo many (?:queued|waiting|nested|levels of) (?:messages|mails|alias|forward|expan|nest)",
        r"\b(?:data ?base|ldap|backend|sql) (?:connections?|sessions?|pool)\b"
        r"|(?:sql|jdbc|ldap|redis|naming|communication|persistence|mongo)\w{0,12}(?:exception|error)\b",
        r"\b(?:connections?|sessions?|pool)\b[^.;\n]{0,20}\b(?:to|of|in|with) (?:the |our |its )?"
        r"(?:data ?base|ldap|backend|directory|sql|mail ?store|pool|next hop)\b",
        r"(?<!outbound )\b(?:process|thread|memory|cpu|load|overhead|heap|recursion|expansion|retry"
        r"|retries|descriptor) limit\b",
        r"\b(?:time|processing|execution|scan\w{0,4}|wait\w{0,3}) (?:time )?limit (?:of|for|in) "
        r"(?:\w{1,12} ){0,3}(?:is |was |has been )?(?:exceed|reach|over|hit)",
        r"\b(?:maximum|max|all|number of)\.? (?:\w{1,12} )?retries\b"
        r"|\bretries (?:are |have been |is )?(?:exhaust|exceed|used)",
        r"\b(?:alias(?:es)?|forward(?:ing)?|expansion|recursion)\b[^.;\n]{0,16}\b(?:too deep|too often|depth"
        r"|levels?)\b",
    ),
    rule(
        "starttls",
        Category.UNDELIVERABLE,
        False,
        "TLS is required, but was not offered by host mx.corp.example.net",
        r"\b(?:private key|key file|certificate file)\b[^.;\n]{0,20}\b(?:unread|missing|not (?:be )?(?:read"
        r"|found|load|open))",
        r"(?:cannot|can't|could(?: not|n't)|unable to|failed to) (?:start|negotiate|establish) (?:an? )?"
        r"(?:tls|ssl|secure|encrypt(?:ed|ion))",
        r"\b(?:recipient'?s?|remote|destination) (?:server|host|mx)\b[^.;\n]{0,30}\bcertificate\b",
        r"\b(?:(?:start)?tls|ssl)\b[^.;\n]{0,40}\b(?:could|can)(?: ?not|n't) be (?:established"
        r"|negotiated|started)",
        r"\b(?:(?:start)?tls|ssl)\b[^.;\n]{0,20}\b(?:not (?:available|offered|supported)|broken|handshake"
        r"|negotiation"
        r"|failed|failure)",
        r"\b(?:tls|ssl|smtputf8|8bitmime|requiretls) is required,? but"
        r"|\bhandshake (?:fail|with\b)|\bserver certificate (?:not|verif|has expired|is )",
        r"\bcertificate (?:verification|validation|check) (?:has |was )?(?:fail|not)"
        r"|\bcertifica\w{1,4}\b[^.;\n]{0,30}\b(?:server|serveur|servidor)\b[^.;\n]{0,12}\b(?:in(?:valid"
        r"|corr)|expir|no)"
        r"|\bissuer certificate\b|\bx509\b|\bcertificate signed by\b|\b(?:tls|ssl) (?:error|alert|problem)\b"
        r"|\btlsa\b"
        r"|\bmta-?sts\b|\bcertificat\w{1,4}\b[^.;\n]{0,20}\b(?:does not|doesn't|did not) (?:match|cover|name)"
        r"|\bdane (?:validation|policy|failure|verif)|\bsts (?:policy|failure|validation)",
    ),
)

TRANSPORT_RULES: tuple[Rule, ...] = (
    rule(
        "too-many-connections",
        Category.RATE_LIMITED,
        False,
        "421 4.7.0 Too many connections from your host, try later",
        r"(?<!by )too many (?:concurrent |simultaneous |smtp ){0,4}(?:connections?(?! (?:fail|error))"
        r"|sessions|messages"
        r"|recipients"
        r"|mails|e-?mails|emails|invalid recipients|hops? per|rcpt|smtp|deliver|concurrent|unknown"
        r"|requests)",
        r"\b(?:rate|hourly|daily|sending|throttl\w{0,4}|messag(?:e|ing)|volume|frequency"
        r"|connection)[- ]?(?:rate |sending )?limit",
        r"rate[- ]?limit|\brate of \d|\bper \d{1,4} (?:s|sec|seconds|min|minutes|hours)\b",
        r"\bbusy (?:with|handling|serving|digesting) (?:[\w-]{1,12} ){0,4}?your\b",
        r"\btoo many errors\b[^.;\n]{0,16}\b(?:from|by|on) you",
        r"\bmore than (?:its|your|the) (?:reputation|rating|history) (?:allows|permits)\b",
        r"\bthrottl|\bhttp (?:status |code |error )?429\b",
        r"\bmax(?:imum)?(?: number)?(?: of)? (?:e?-?mails?|messages?|recipients?|connections?|sessions?)"
        r"(?: \w{1,12}){0,2} per\b|\b(?:e?-?mails?|messages?|recipients?|connections?)(?: \w{1,12}){0,2} per "
        r"(?:session|connection|hour|minute|day|second|ip|host)\b",
        r"\b(?<!by )too many (?!hyphens|hops|loops|servers|relays|complaints|errors|headers|received"
        r"|invalid|bad"
        r"|syntax"
        r"|unrecogni|commands|failed|connection (?:fail|error)"
        r"|capital|exclamation|dots|extensions|links|urls|images|pictures"
        r"|wrong)\w{3,}",
        r"\b(?:is|are) (?:currently |temporarily )?limited for your\b|\bslow down\b",
        r"\b(?:throughput|bandwidth|traffic) limit|\bquota of (?:e?-?mails?|messages?)\b",
        r"\b(?:reduce|lower|decrease) (?:your |the )?(?:sending |message |connection |mail )?(?:rate"
        r"|speed|volume)",
        r"\b(?:more|too much) (?:e?-?mails?|messages?|traffic)\b[^.;\n]{0,30}\b(?:than|within|in) (?:is "
        r"|are |an? |too |the )?"
        r"(?:allowed|permitted|hour|day|minute|short|time)",
        r"\b(?:connections?|sessions?|messages?|recipients?) limit (?:is |was |has been )?(?:reached|hit"
        r"|exceeded)",
        r"\bfirst (?:contact|time|seen)\b[^.;\n]{0,20}|\b(?:unknown|new|first) triplet\b|\b(?:retry"
        r"|come back|try again) in "
        r"\d{1,4} (?:s|sec|min|hour)|\b(?:come back|try again|retry) in (?:\w{1,10} )?(?:seconds|minutes)",
        r"too (?:quickly"
        r"|fast|frequent)|excessive (?:volume|rate|message)|exceed\w{0,3}\b[^.;\n]{0,40}\b(?:messages?"
        r"|mails?|e-?mails?|connections?|rate|recipients?|limit for the number)\b"
        r"|at a rate that prevents|sending too|limit exceeded|unusual rate|maximum number of"
        r"|number of messages",
    ),
    rule(
        "expired",
        Category.UNDELIVERABLE,
        False,
        "4.4.7 Delivery time expired, message was in the queue too long",
        r"(?:^|: )expired\W{0,2}$",
        r"\b(?:attempts?|tries|trying) (?:were |was |have |has |been )?(?:stopped|ended|given up"
        r"|abandoned)\b",
        r"\b(?:delivery|retry|message|mail|queue|timeout|time)\b[^.;\n]{0,30}\bexpired\b"
        r"|retry time(?:out)? (?:not reached|exceeded)|too long(?: in the)? queue|in the queue too long"
        r"|(?:will|could)(?: not|n'?t)? be (?:delivered|re-?tried)[^.;\n]{0,40}\b(?:within|for \d|until"
        r"|\d{1,3} (?:hours|days))|could not be delivered for \d|giving up|(?:stopped|given up) trying"
        r"|been given up"
        r"|in the time limit\b|will not (?:continue|keep) trying"
        r"|\bgave up\b[^.;\n]{0,30}\b(?:after|never|\d)|\btried (?:for|over) \w{1,8} (?:days|hours)\b"
        r"|tried to deliver[^.;\n]{0,40}without success"
        r"|failing for a long time"
        r"|delivery failed \d{1,4} attempts|not been collected|still undelivered"
        r"|not (?:yet )?been delivered|undelivered after|delivery (?:is )?(?:delayed|incomplete"
        r"|temporarily)|message delayed|has been delayed|not delivered within|maximum queue|been queued"
        r"|undeliverable for|delivery attempt\w{0,3} (?:fail|have)|was too old",
    ),
    rule(
        "network",
        Category.UNDELIVERABLE,
        False,
        "connect to mx.corp.example.net[198.51.100.7]:25: Connection timed out",
        r"\bconnection\b[^.;\n]{0,50}\b(?:timed? ?out|refused|lost|reset|dropped|closed|failed|failure"
        r"|broken|established)\b|\b(?:timed? ?out|timeout)\b|lost connection"
        r"|no route (?:found |known )?(?:to|for) (?!(?:that|this|the|such) (?:person|user|name|addr|recip))"
        r"|network (?:is )?(?:unreachable|error)|(?:hosts?|mx records?) (?:is |are )?(?:unreachable|down)"
        r"|unable to connect"
        r"|could(?: not|n'?t) connect|cannot connect|can'?t connect|connect(?:ion)? error"
        r"|conversation with|mail server (?:is )?(?:unreachable|not respond|unavailable)"
        r"|\bno (?:mx|mail) (?:hosts?|servers?|exchangers?)\b[^.;\n]{0,40}\b(?:reached|contacted|answer"
        r"|respond)"
        r"|not respond(?:ing|ed)?|didn'?t respond|no (?:answer|response) from|server (?:is )?(?:down"
        r"|unavailable|unreachable)|bad connection|temporarily (?:unable|unavailable)"
        r"|name server(?: error)?|dns (?:error|lookup|server|failure|problem|query)"
        r"|domain name (?:resolution|lookup|server)|name (?:resolution|lookup)"
        r"|address resolution|host ?name lookup|4\.4\.[0-9]\b|lookup (?:fail"
        r"|error)|socket error|not accept our requests? to connect|unverified address"
        r"|dead host|\beof\b|\bclosed (?:the )?connection\b|\blookup did not (?:complete|succeed)"
        r"|\brefused to (?:talk|speak)\b|\bnot accept (?:our|my) connections?\b|\bbad response (?:to"
        r"|from)\b|\bunexpected (?:response|reply)\b",
        r"\b(?:mx|exchangers?|mail (?:hosts?|servers?)|smart ?host|next hop|remote (?:host|server|side))\b"
        r"[^.;\n]{0,40}\b(?:refuse|reject|close|drop)\w{0,2} (?:the |our |all )?connections?\b",
        r"loops? back|mail ?loop|mail (?:for|forwarding) \S{1,80}(?: has)? loop|too many hops"
        r"|routing loop|loop detected|hop ?count|excessive recursion|looping|delivered-to:|maximum hops",
    ),
    rule(
        "client-refused",
        Category.BLOCKED,
        True,
        "550 5.7.1 Mail from 192.0.2.25 refused, see our page",
        r"\b(?:mail|e-?mail|messages?|connections?) from (?:ip |host |address )?\[?N\]? "
        r"(?:(?:is|are|was|were|ha(?:s|ve) been) (?:being )?)?(?:refused|rejected|denied|declined|unwelcome"
        r"|turned away|not (?:accepted|welcome|wanted))",
        r"\b(?:den(?:y|ies)|refus\w{1,3}|rejects?|blocks?|drops?|bans?|declin\w{1,3}|bars?) (?:all "
        r"|any )?(?:e-?)?"
        r"(?:mails?|messages?|traffic|connections?) from \[?N\b",
    ),
)
