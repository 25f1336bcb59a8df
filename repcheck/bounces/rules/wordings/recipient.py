"""Rules for the recipient: groups, senders that do not exist, addresses closed or unknown."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

_RCPT = (
    r"(?:user|mailbox|recipients?|account|address(?:ee)?|e?-?mail ?box|alias|rcpt|email account"
    r"|inbox|e-?mail address|maildrop|member|group|mailing list)"
)

RECIPIENT_RULES: tuple[Rule, ...] = (
    rule(
        "group-post",
        Category.POLICY,
        False,
        "The group may not exist, or you may not have permission to post messages to it",
        r"\bgroup\b[^.;\n]{0,40}\b(?:membership|members only|(?:to )?join)\b",
        r"may not exist, or you may not have permission|groups\.google\.com/support"
        r"|google\.com/[\w/]{0,20}answer/\d{1,10}\S{0,40}\bgroups|google groups",
        r"\bgroup\w? [^.;\n]{0,60}(?:permission to post|not allowed to post)",
    ),
    rule(
        "sender-invalid",
        Category.POLICY,
        False,
        "553 5.1.8 Domain of sender address kai@corp.example.net does not exist",
        r"\bdomain of (?:the )?sender\b|\bfrom: domain is invalid|\bunroute?able sender"
        r"|\bsender(?:'s)? (?:e-?mail )?(?:address|domain)[^;\n]{0,60}\b(?:not exist|not found|unknown"
        r"|invalid|unroute?able|unresolvable|not resolve|no mx|required|malformed)",
        r"\b[45]\.1\.[78]\b|\bdomain (?:name )?(?:is )?required for sender",
        # What the sender's own server said of it stands before or behind.
        r"\bsender (?:verify|verification|callout|callback)\b[^\n]{0,40}\bfail|\bcallout to (?:the )?sender\b"
        r"|\bsender callback:",
        # The same in other languages: whose domain or address is meant stands beside it.
        r"\b(?:отправител\w{1,2}|absender\w{0,9}|expediteur|emetteur|remitente|remetente|mittente|afzender"
        r"|nadawc\w"
        r"|odesilatel\w?|gonderen|avsandar\w{1,4}|afsender\w{0,4})\b[^.;\n]{0,40}?(?<!\w)(?:не (?:найден"
        r"|существует)\w?"
        r"|unbekannt|existiert nicht|nicht gefunden|ungultig\w?|inconnu|n.existe pas|introuvable|invalide"
        r"|no existe"
        r"|desconocid[oa]|invalid[oa]|nao existe|desconhecid[oa]|non esiste|sconosciut[oa]|bestaat niet"
        r"|onbekend"
        r"|inexist\w{0,5}|introuvable|nie istnieje|neexistuje|bulunamadi|finns inte|findes ikke)",
        "(?:发件人|发信人|寄件者)[^。;]{0,12}(?:不存在|无效|未找到)|(?:送信元|送信者)[^。;]{0,12}(?:存在し|見つかりません|不正)",
    ),
    rule(
        "moved",
        Category.NONEXISTENT,
        False,
        "551 5.1.6 User has moved to another address",
        r"\bhas left (?:the|our|this) (?:company|organi[sz]ation|firm|university|school)",
        r"\b(?:user|recipient|mailbox|account|address|he|she)\b[^.;\n]{0,20}\b(?:has )?moved\b"
        r"|no longer (?:at|with|works|working|employed|a member|using|here)",
    ),
    rule(
        "server-closed",
        Category.UNDELIVERABLE,
        False,
        "550 5.3.2 This server no longer accepts mail",
        r"\b(?:server|host|system|machine) (?:no longer|never) (?:accept|receiv|handl|tak)\w{0,3} (?:any )?"
        r"(?:e-?mails?|mails?|messages)\b",
    ),
    rule(
        "inactive",
        Category.INACTIVE,
        False,
        "550 5.2.1 This account is not active",
        r"\b" + _RCPT + r"\b[^.;\n]{0,60}\b(?:is|are|was|has been|been|temporarily|currently"
        r"|:)? ?(?:disabled|inactive|suspended|deactivated|expired|not active|locked|closed(?!·)(?! (?:the "
        r"|our )?(?:connection|link|session|channel|socket))|terminated"
        r"|unavailable due|frozen|dormant|on hold|no longer active|discontinued)"
        r"(?! (?:posting|replies|access|(?:(?:to|for) )?(?:e?-?mails? from|messages from|external|outside"
        r"|non-|strangers|senders|the public)))",
        r"\b(?:disabled|inactive|suspended|deactivated|expired|dormant|terminated|closed) (?:user(?! group)"
        r"|mail ?box|account|recipient|address)(?!s\b)|user(?:name)? (?:is )?not active|not[- ]active"
        r"|\b(?:member|player|profile) (?:has been |is |was )?(?:\w{1,12}ly )?banned\b(?! from (?:send|post))"
        r"|account (?:that you tried to reach )?is over\b(?! (?:its|the|his|her|their|quota))|5\.7\.13\b",
        r"\bdesactiv|deaktiviert|d[ée]sactiv|not in use any ?(?:more|longer)"
        r"|no longer (?:in (?:use|service|operation)|used"
        r"|accept\w{0,20} mail|available|valid"
        r"|exists? .{0,10}suspend)|inactivity|(?:ha expirado|caducad\w) por falta de uso"
        r"|mailbox (?:is )?frozen|user suspended|account suspended",
    ),
    rule(
        "no-mail-host",
        Category.NONEXISTENT,
        False,
        "all relevant MX records point to non-existent hosts",
        # The domain is there, its mail hosts are not: a fault in its DNS, and the addresses may be good.
        r"\bmx records? points? to non-?existent hosts?"
        r"|\bmx host(?: ?name)?\b[^.;\n]{0,20}\b(?:not found|unknown|does not)",
        hard=False,
    ),
    rule(
        "null-mx",
        Category.UNDELIVERABLE,
        False,
        "556 5.1.10 The domain corp.example.net does not accept mail (nullMX)",
        r"null ?mx|doesn'?t receive email according to the administrator|indicated no smtp service"
        r"|[45]\.1\.10\b[^\n]{0,60}null\b(?! recip)",
        hard=True,
    ),
    rule(
        "mailbox-unavailable",
        Category.NONEXISTENT,
        False,
        "550 Requested action not taken: mailbox unavailable",
        r"\bmail ?box (?:is )?unavailable\b(?! for (?:\w{1,9} )?senders)(?! or (?!not (?:local|found)"
        r"|unknown|no such))"
        r"|\brecipient'?s? mailbox is not available",
    ),
    rule(
        "mailbox-or-access",
        Category.NONEXISTENT,
        False,
        "550 Mailbox unavailable or access denied",
        # One of the two, and it does not say which: no proof that the address is bad.
        r"\bmail ?box (?:is )?unavailable or access (?:is )?denied\b",
        hard=False,
    ),
    rule(
        "unknown-user",
        Category.NONEXISTENT,
        False,
        "550 5.1.1 <kai@corp.example.net>: User unknown in virtual mailbox table",
        r"\b(?:no|neither) (?:\w{1,14},? ){1,3}n?or (?:an? )?(?:employee|member|staff|student|teacher|user"
        r"|customer"
        r"|clerk|official|doctor|nurse|professor|subscriber|patron)\b"
        r"|\bmail ?box\b[^.;\n]{0,30}\bsuppressed\b",
        r"\bno (?:\w{1,12} )?(?:member|subscriber|customer|employee|colleague|pupil|student|guest|player"
        r"|officer|soul|teacher|patient|resident|author|reader|parent|artist|trader|driver|clerk|account)"
        r" (?:goes |is known |answers |listens |exists )?(?:with|by|of|called|named|under|to|has|bears|uses)"
        r" (?:this|that|such)\b|\bno ?users?\W{0,2}\Z|\be_?no(?:user|such\w{2,9})\b"
        r"|\bno \w{4,12} (?:by|of|with|under|has|bears) (?:that|this|such an?) (?:\w{1,9} )?(?:name|number"
        r"|id\b|spelling"
        r"|designation|description|title|reference)|\b(?:this|that|the|mailing) list (?:does(?: not"
        r"|n't) exist|is (?:unknown|not known)"
        r"|was not found)\b"
        r"|\bno catch-?all\b|\bcatch-?all (?:\w{1,12} )?is (?:turned |switched )?(?:off|disabled|not)\b",
        r"\b" + _RCPT + r"\b[^.;\n]{0,80}?\b(?:unknown\b(?! (?:senders?|hosts?|sources?|networks?|clients?"
        r"|servers?|people|persons|parties|contacts)\b)"
        r"|not? (?:longer )?(?:exists?|found|known|valid"
        r"|here|on this|in (?:our|the|this)|a valid|recogni[sz]ed|listed|registered|our)"
        r"|(?:do(?:es|s|se|sen|esen)?|did|could|can|was|is)(?: not|not|n'?t|n\u2019t) (?:exist|found"
        r"|be found|have an?\b(?! (?:free|licen|quota|byte))|known"
        r"|valid|recogni[sz]ed|match|a valid|listed|registered|local|accept(?:ed)? here)|invalid"
        r"|unallocated|nonexist\w{0,20}|non-exist\w{0,20}|inexist\w{0,20}|incorrect|undeliverable address"
        r"|unrouteable|nicht gefunden|inconnu|no existe|desconhecid|onbekend|sconosciut)",
        r"\b(?<!of )(?<!from )(?<!has a )(?<!have a )(?:unknown|invalid|no such|bad|no|non-?exist(?:ent|ing)"
        r"|unrecogni[sz]ed"
        r"|incorrect|wrong"
        r"|unallocated|illegal|ung[uü]ltig\w{0,3}|not a valid) (?:local |email |e-mail |destination |known "
        r"|virtual |remote |valid |target |final |such |mail ){0,4}(?:users?\b(?! (?:agent|filter|rule"
        r"|script))|recipients?\b"
        r"|mail ?box\b|account\b|e-?mail address|addresse?\b(?! (?:syntax|format))|addressee|local[- ]part"
        r"|person|name here"
        r"|alias|id\b|customer|resource|destination mailbox|forwarding)",
        r"\buser ?unknown|unknown ?user|no mail ?box here|unroute?able address|recipnotfound|5\.1\.(?:1"
        r"|3|0)\b[^\n]{0,60}\baccess denied|adr\.recip|no such (?:person|address|mailbox|user|recipient"
        r"|domain|name)|does(?: not|n'?t) like recipient|we do not relay for",
        r"\b5\.4\.1\b[^\n]{0,80}\baccess denied|all recipient addresses rejected : access denied"
        r"|address (?:not found|rejected: (?:undeliverable|unknown|user))|couldn'?t be found"
        r"|wasn'?t found|(?<!message )(?<!key )was not found|no (?:user|account|recipient|address"
        r"|one)(?:s)? (?:by|with|of"
        r"|found|there|here) ?(?:that|this|the)?|address error|address rejected\.?$"
        r"|recipient address rejected: access denied|mailbox not found|isn'?t (?:a )?(?:valid|known)",
        r"\b(?:do|does)(?: not|n't) (?:host|serve) (?:@|(?:this|that|the|any such) (?:domain|mail ?box"
        r"|address|user))"
        r"|\b(?:user|recipient|address|account) (?:look ?up"
        r"|verification) (?:has )?failed\b",
        r"\b(?:mail ?box|account|address|user) (?:has been |was )?(?:removed|deleted)\b(?! from service)",
        r"\bnever heard of (?!you|this (?:host|server|domain|sender))|\bno (?:passwd|ldap|directory"
        r"|alias) entry\b|(?<!you are )\bunknown to us\b|\b(?:is"
        r"|are) unknown (?:here"
        r"|to this)\b"
        r"|\b(?:user|person|mailbox|account) (?:is |has )?gone\b",
        r"\bnot an? (?:\w{1,12} ){0,2}(?:user|customer|subscriber|client|mail ?box|employee|account)"
        r" (?:on|at|of|in|here|with)\b|\brecipient\b[^.;\n]{0,60}\bno (?:match|such|entry)\b",
        r"\bnone of (?:our|the|my)\b|\bstrangers? (?:to (?:us|this)|here)\b|\bring an?y? bell\b",
        r"\bnobody (?:by|of|with|called|named|here|to (?:deliver|hand|give))\b|\bno ?(?:one|body|person"
        r"|user) (?:called|named"
        r"|known as)\b",
        r"\baddress (?:does|did) ?n[o']t (?:resolve|belong|lead|point|correspond) to\b|\baddress (?:does"
        r"|did) not (?:resolve|belong"
        r"|lead|point|correspond) to (?:a|any|an) ",
        r"\b(?:absent|missing) from (?:our|the|my) (?:\w{1,12} ){0,2}(?:table|list|map|directory"
        r"|data ?base)\b"
        r"|\bnot (?:in|on) (?:our|the|my) (?:\w{1,12} )?(?:recipient|user|mailbox|address) (?:\w{1,8} )?"
        r"(?:table|list|map|data ?base)\b|\b(?:is )?not (?:one )?of (?:our|ours)\b",
        r"(?:cannot|can't|can not|could(?: not|n't)|unable to|failed to) (?:find|locate|identify|match)"
        r"(?: \w{1,12}){0,2} (?:users?|recipients?|mail ?box|account|address(?:ee)?"
        r"|e-?mail in (?:the )?system)\b",
        r"(?:do|does)(?: not|n't) know (?:@|[\w.-]{1,30} at [\w-]{1,60}·|any(?:one|body) (?:by|of|called"
        r"|named)"
        r"|(?:this|that|the|any|such|of) (?:\w{1,12} )?(?:user|recipient|address|mail ?box))",
        r"\baccount (?:is )?(?:un|not )available\b|\b(?:find|locate) (?:anyone|anybody|any user)\b",
        r"\bwe have no \w{2,20} (?:in|at|with) (?:the|our|this) (?:company|office|firm|school|house|team"
        r"|depart)",
        r"\bnot an? (?:\w{1,10} )?(?:user|mail ?box|account)(?:,| or | nor )"
        r"|\b(?:recipient|address|mail ?box|account)s? (?:always |only )?bounces\b",
        r"\bunrecogni[sz]ed or-?name\b|\b(?:no|zero) (?:rows|entries|hits) (?:in|found|returned)\b"
        r"|^(?:5\d\d[ -])?(?:5\.\d\.\d{1,3} )?['\"<]?[\w.+-]{1,40}['\">]? (?:does not exist|is unknown"
        r"|is not known) (?:at|on|in|here)\b|\bnon-?local user"
        r"|\buser (?:is )?not local\b|\bmailbox name not allowed",
        r"\bno (?:matching|corresponding|associated) (?:account|user|mail ?box|recipient|address)"
        r"|\bno active (?:or inactive )?(?:account|user|mail ?box|recipient|address) (?:of|by|with|under)\b",
        r"\b(?:only|solely|just) (?:\w{1,9} )?(?:accept|tak|deliver|receiv)\w{0,3} (?:mail )?(?:for|to)"
        r" (?:valid|existing|known) (?:recipients|users|mail ?boxes|addresses)\b"
        r"|\bonly (?:existing|valid|known) (?:recipients|users|mail ?boxes|addresses) (?:accept|get|receive"
        r"|can)\b",
        r"(?:^|[\W\d] )who(?:'s| is) (?!N\?|you\b)[\w@+-]{1,40}\?"
        r"|^(?:\d{3} )?(?:5\.\d\.\d{1,3} )?<?@>?: no match$"
        r"|\bwe have no (?:@|\w{2,20}) (?:in|on|among) our (?:\w{1,12} )?(?:books?|files|rolls?|ranks|staff"
        r"|house|directory|midst|user list)\b|\brings? no bell"
        r"|\b(?:nobody|no ?one|nothing) here (?:called|named|by (?:that|this|the) name)\b"
        r"|\b(?:haven't|have not) got an? (?:@|\w{2,20})$",
        r"\b" + _RCPT + r"\b[^.;\n]{0,30}\b(?:was|has been|is|been) (?:removed|deleted"
        r"|erased)\b(?! from service)",
        r"\b5\.1\.0 address rejected|^(?:\d{3} )?#?address rejected(?: @|\.?$)"
        r"|^\d{3} (?:5\.\d\.\d )?<?@>? rejected\b(?!: )",
        r"destinataire inconnu|invalid recipient|adresse d.{0,30}invalide|usuario (?:desconocido"
        r"|no (?:exist|encontr|valid|registr))"
        r"|el (?:usuario|buz[oó]n) no existe|empf[äa]nger (?:unbekannt|nicht (?:gefunden|bekannt|vorhanden"
        r"|exist))|utente (?:sconosciuto"
        r"|non (?:esist|trovat|valid|registr))|\bnie istnieje|nie ma takiego"
        r"|not our customer|no matches to nameserver query|not in my (?:user|list|valid)|validrcptto"
        r"|(?:does|do|has"
        r"|have) not? (?:have )?(?:a|an) \S{1,30} account|typographical error",
        r"the name was not found at the remote site|not (?:a )?known (?:user|here|at)"
        r"|is not an? (?:valid|active|known|user|account|local|registered|recipient|mailbox|customer"
        r"|employee|member of (?:this|our) (?:comp|org|sta))"
        r"|(?<!of the )recipient (?:reject(?!s\b|ing\b|ed by\b)|cannot"
        r"|is not(?! (?:auth|allow|permit|accept|able|entitl|tak|will|receiv|reach|avail)))"
        r"|this (?:user|address|account) (?:does|do|is) ?(?:not|n't)"
        r"(?! (?:auth|allow|permit|accept|able|entitl|tak|will|receiv|reach|avail|want))",
    ),
    rule(
        "unknown-host",
        Category.NONEXISTENT,
        False,
        "550 5.1.2 Host unknown (Name server: mx.corp.example.net: host not found)",
        r"\bno (?:dns )?(?:a|aaaa|mx) records?\b|\bno mail exchangers? (?:(?:could|can) be |was )?found\b"
        r"|\bnon-?existent ?domain\b",
        r"\bhost ?unknown|(?<!of )(?<!from )(?<!of an )(?<!from an )unknown (?:mail )?(?:host|domain"
        r"|server)(?! error|s\b)"
        r"|domain (?:name )?(?:[\w.·-]{1,80} )?(?:not found|does not exist|doesn'?t exist|unknown"
        r"|invalid|could(?: not|n'?t) be found|couldn'?t be found|is invalid|has no (?:\w{1,8} )?(?:mx|a\b"
        r"|aaaa|dns"
        r"|mail|records?\b|ip\b|entry|host|exchanger|server|name|zone|such|address)|isn'?t)"
        r"|host (?:or domain )?(?:name )?(?:[\w.·-]{1,80} )?not found(?!: (?:try|timed))",
        r"name (?:service|server) error (?:for name=\S{1,100} )?(?:type=\w{1,6}: )?(?:host"
        r"|name or)|name or service not known|no such (?:domain|host)|bad destination (?:system|host)"
        r"|nxdomain"
        r"|couldn'?t find any host|(?:cannot|can't|could(?: not|n't)|unable to|failed to) (?:find|locate"
        r"|resolve) (?:a |any |the |this )?(?:mx|host|domain|mail exchanger)\b"
        r"|\bdomain (?:name )?of (?:the |this )?recipient (?:does not|is not|cannot|unknown)"
        r"|(?:no|null) mx\b(?! (?:hosts?|servers?)\b)"
        r"|does not accept (?:e-?)?mail \(null ?mx\)|illegal host|domain is (?:not reachable"
        r"|unreachable)|[\w-]·[\w·-]{1,80} does not exist|unroute?able (?:mail )?domain|5\.1\.(?:2"
        r"|10)\b[^\n]{0,100}(?:dns|domain|host|mx)|invalid domain|unresolvable",
    ),
)
