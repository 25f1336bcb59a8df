"""Rules for everything that is not the sender's reputation, from the most to the least telling wording."""

from repcheck.bounces.rule import Rule, rule
from repcheck.model.bounces import Category

_RCPT = (
    r"(?:user|mailbox|recipients?|account|address(?:ee)?|e?-?mail ?box|alias|rcpt|email account"
    r"|inbox|e-?mail address|maildrop|member|group|mailing list)"
)

DELIVERY_RULES: tuple[Rule, ...] = (
    rule(
        "loop",
        Category.UNDELIVERABLE,
        False,
        "554 5.4.6 Hop count exceeded, possible mail loop",
        r"\btoo many hops\b|\bhop ?count\b|\b(?:mail|routing) ?loop\b|\b(?:loops?|points?) back to\b"
        r"|\btoo many (?:servers|relays|received)\b"
        r"|\bloop detected",
    ),
    rule(
        "command",
        Category.UNDELIVERABLE,
        False,
        'Command time limit exceeded: "/usr/bin/filter"',
        r"\bcommand (?:died|time ?limit|timed out|output:)",
    ),
    rule(
        "dns-for-now",
        Category.UNDELIVERABLE,
        False,
        "Name service error for name=corp.example.net type=MX: Host not found, try again",
        r"\bhost not found, try again"
        r"|\bname service error\b[^\n]{0,120}\b(?:try again|malformed|short|servfail|server fail|no reply"
        r"|refused|time)"
        r"|\btype=aaaa: host found but"
        r"|temporary failure in name resolution|\b(?:temporary|transient) dns (?:error|failure)",
    ),
    rule(
        "queue-expired",
        Category.UNDELIVERABLE,
        False,
        "kai@corp.example.net: Envelope has expired after 4 days",
        r"\benvelope (?:has |was |is )?expired\b",
    ),
    rule(
        "system-storage",
        Category.UNDELIVERABLE,
        False,
        "452 4.3.1 Insufficient system storage",
        r"\bno (?:more |free )?(?:disk |storage )?space (?:is )?(?:left |available )?on (?:the |this |our )?"
        r"(?:device|server|system|disk|volume|host)\b",
        r"\b[45]\.3\.1\b(?![^\n]{0,80}\b(?:mail ?box|quota|user|recipient|inbox)\b)",
        r"\binsufficient (?:system|server) (?:storage|space|resources)\b"
        r"|\b(?:server|system)(?:'s)? (?:disk|storage|spool) (?:is )?(?:full|exhausted)\b",
    ),
    rule(
        "starttls",
        Category.UNDELIVERABLE,
        False,
        "TLS is required, but was not offered by host mx.corp.example.net",
        r"(?:cannot|can't|could(?: not|n't)|unable to|failed to) (?:start|negotiate|establish) (?:a )?"
        r"(?:tls|ssl)",
        r"\b(?:tls|ssl)\b[^.;\n]{0,20}\b(?:not (?:available|offered|supported)|handshake|negotiation"
        r"|failed|failure)",
        r"\b(?:tls|ssl) is required, but|\bhandshake fail|\bserver certificate (?:not|verif|has expired|is )",
    ),
    rule(
        "sending-quota",
        Category.RATE_LIMITED,
        False,
        "550 5.4.5 Daily user sending quota exceeded",
        r"\b(?:daily|hourly|sending|outgoing|relay(?:ing)?|rate|per day|per hour)\b[^.;\n]{0,25}\bquota\b",
    ),
    rule(
        "sender-not-permitted",
        Category.POLICY,
        False,
        "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        r"\bRESOLVER[.·]RST[.·](?:NotAuth|SenderNotAuth|Restricted)|\b[45]\.7\.(?:54|12[0-9]|13[3-6])\b",
        # Closed to those outside, which is no matter of SPF, DKIM or DMARC.
        r"\b(?:group|list|members?|colleagues|employees|staff|internal|inside|outside|organi[sz]ation|mailbox|recipient)"
        r"\b[^\n]{0,80}\b(?:authentication required|requires? (?:sender )?authentication"
        r"|authenticated (?:senders|users))",
        r"\b(?:takes?|accepts?|receives?|open) (?:e?-?mails? |messages? )?(?:of|from|to"
        r"|for) (?:[\w-]{1,15} ){0,3}"
        r"(?:senders|members|colleagues|users|employees|people|subscribers)(?: \w{1,12})? only\b"
        r"|\bonly (?:[\w-]{1,12} ){0,3}(?:members|subscribers|colleagues"
        r"|employees)\b[^.;\n]{0,40}\b(?:post|send|write|mail)",
    ),
    rule(
        "rfc-form",
        Category.POLICY,
        False,
        "550 5.6.0 The message is not RFC 5322 compliant",
        r"\b(?:invalid|malformed|duplicate) (?:message )?headers?\b",
        r"\brfc ?-?\d{3,4}\b[^.;\n]{0,30}\b(?:compl|violat|conform|invalid|error|format)",
        r"\b(?:violat\w{0,5}|(?:not|non)[ -]?(?:compl\w{1,6}|conform\w{0,4})|against|required by)\b"
        r"[^.;\n]{0,30}\brfc ?-?\d{3,4}\b",
    ),
    rule(
        "sender-domain",
        Category.POLICY,
        False,
        "550 Domain corp.example.net has no MX, sender refused",
        r"\b(?:has|have|with) no (?:valid )?(?:mx|a|mx or a)\b[^.;\n]{0,20}\bsender\b",
        r"\bsender(?:'s)? (?:e?-?mail )?address (?:is |was |must )?(?:not|invalid|malformed|unknown"
        r"|illegal|does)\b",
        r"\bsender(?:'s)? (?:e?-?mail )?(?:address )?(?:domain |address )?(?:must|has to|should"
        r"|needs to) (?:contain|have|be|exist)",
    ),
    rule(
        "policy-restrictions",
        Category.POLICY,
        False,
        "550 Requested action not taken: mailbox unavailable Reject due to policy restrictions.",
        r"\breject(?:ed|ion)? due to policy restrictions",
    ),
    rule(
        "quota",
        Category.MAILBOX_FULL,
        False,
        "552 5.2.2 Mailbox of this user is over quota",
        r"\b(?:over|exceed(?:s|ed|ing)?|exceeding|insufficient|out of|reached)\b[^.;\n]{0,30}\b(?:disk "
        r"|mail ?box |storage |mail |space ){0,3}(?:quota|storage allocation|storage limit|mailbox size)",
        r"\bquota\b[^.;\n]{0,25}\b(?:exceed|full|reached|over|violation)",
        r"\bover ?quota\b",
        r"\b(?:mail ?box|mail ?folder|inbox|account|user'?s? (?:mail ?box|disk)|mail file|mail ?drop"
        r"|recipient)\b[^.;\n]{0,40}\b(?:is |was |too |almost )?full\b",
        r"\bfull (?:mail ?box|inbox)|mail ?box ?full|mailfull|storage (?:limit|is full|quota)"
        r"|exceeded storage|out of (?:disk )?(?:space|storage)"
        r"|(?:not enough (?:free )?|no (?:more |free |enough )?)(?:storage |disk |mailbox )?space"
        r"|no space left"
        r"|space (?:is )?not enough|insufficient (?:disk|mailbox) (?:space|storage)|disk (?:quota|full)",
        r"\b(?:mail ?box|inbox|mail ?folder|mail ?drop)\b[^.;\n]{0,16}\b(?:exceeds?|exceeded|over|beyond"
        r"|reached)\b"
        r"[^.;\n]{0,14}\b(?:size|limit|space|storage|capacity)\b",
        r"\bnot enough (?:\w{1,8} )?(?:storage|space|room)\b|\bmail ?box (?:is |has |at |on |over "
        r"|above ){1,2}(?:its |the |a )?"
        r"(?:maximum|limit|capacity)|\brun out of (?:space|storage|room)",
        r"\binsufficient (?:space|room|storage) in (?:the |this )?(?:recipient'?s?|user'?s?|mail ?box|inbox)",
        r"\b(?:user|recipient|mail ?box|account|inbox)\b[^.;\n]{0,20}\btoo (?:many|much) (?:e?-?mails?"
        r"|messages?|data)"
        r"(?: are)? (?:stored|kept|in)\b",
        r"\bno room (?:left )?for (?:this|your|the|new|more)\b|\b(?:mail ?box|inbox) (?:has )?(?:no"
        r"|not enough) (?:more )?"
        r"(?:room|space)",
        r"\bmail ?box (?:size |storage |space )?(?:limit|size) (?:is |was |has been )?(?:exceed|reach)",
        r"\b(?:space|quota|storage)\b[^.;\n]{0,20}\b(?:used up|exhausted|depleted)",
        r"\b(?:mail ?box|inbox|account|user|recipient)\b[^.;\n]{0,20}\b(?:exceeded|reached) "
        r"(?:(?!hourly|daily|sending|mess|mail\b|rate|connect)\w{1,12} ){0,4}(?:limit|capacity)\b"
        r"(?! (?:for|of|on) (?:\w{1,12} )?(?:number|send|mess|rate))",
        r"bo[iî]te (?:aux lettres )?(?:du destinataire )?pleine|postfach (?:ist )?voll|buz[oó]n lleno"
        r"|caixa (?:de correio )?cheia|casella piena|mailbox vol\b",
        r"too many (?:messages|mails) on the server|exceeded (?:his|her|its|their|the) disk"
        r"|overdrawn[^.;\n]{0,20}quota",
        r"has (?:exceeded|reached) (?:his|her|its|their|the) (?:disk "
        r"|mailbox |storage ){0,3}(?:quota|limit of stor|maximum size)|too much mail (?:data|in (?:the"
        r"|this|your|his|her) (?:mail ?box|inbox|account))"
        r"|mailbox size limit",
    ),
    rule(
        "too-large",
        Category.TOO_LARGE,
        False,
        "552 5.3.4 Message size exceeds fixed limit",
        r"\b(?:message|mail|e-?mail|file|attachment|body|data)\b[^.;\n]{0,30}\b(?:too (?:big|large)"
        r"|exceeds?\b[^.;\n]{0,40}\b(?:size|limit|maximum|bytes))",
        r"\bsize\b[^.;\n]{0,30}\b(?:exceed|larger|too (?:big|large)|over|limit)",
        r"\bexceeds?(?:ed)?\b[^.;\n]{0,40}\b(?:max(?:imum)?"
        r"|message|fixed|allowed)\b[^.;\n]{0,20}\bsize",
        r"\b(?:message|e?-?mail|file|attachment|body) (?:is |was )?too long\b(?! in)",
        r"\b(?:messages?|e?-?mails?|files?|attachments?)\b[^.;\n]{0,20}\bexceeds? \d"
        r"|\bmax(?:imum)? (?:message |mail )?size (?:is|of)\b",
        r"\b(?:length|size) of (?:the |this |your )?(?:message|e?-?mail|file"
        r"|attachment)\b[^.;\n]{0,30}\b(?:exceed|over|above"
        r"|beyond|than)",
        r"\b(?:message|e?-?mail|file|attachment)\b[^.;\n]{0,20}\b(?:larger|bigger) than\b",
        r"larger than the (?:current |maximum )?(?:system|allowed|limit|size)|max(?:imum)? message size"
        r"|recipsizelimit|too large for this recipient|message size",
    ),
    rule(
        "authentication",
        Category.AUTHENTICATION,
        False,
        "550 5.7.1 Sender ID check failed",
        r"\bdmarc\b",
        r"\bdkim\b",
        r"\bspf\b",
        r"sender policy framework",
        r"\bunauthenticated (?:e-?mail"
        r"|sender|mail|connection)",
        r"\b[45]\.7\.(?:2[0-46790]|30|509|515)\b",
        r"anti-?spoofing",
        r"\b(?:fail\w{0,3}|did not pass|not pass) (?:the )?(?:domain )?(?:alignment|identity)\b"
        r"|\balignment (?:check|fail)",
        r"fails? to pass authentication"
        r"|sender (?:id|authentication) (?:check )?fail",
        r"authentication (?:is )?(?:check|failed|failure|requirements)|\bspoof(?:ed|ing)?\b",
    ),
    rule(
        "login",
        Category.POLICY,
        False,
        "530 5.7.0 Authentication required",
        # A name and password for SMTP AUTH (RFC 4954), and nothing that a record in the DNS would mend.
        r"\bauthentication (?:is )?(?:required|needed|not enabled|unsuccessful|credentials)"
        r"|\bmust (?:authenticate|be authenticated|log ?in)\b|\bnot (?:authenticated|logged in)\b"
        r"|\b(?:turn on|enable|use) (?:smtp )?auth\w{0,10}\b|\bsmtp auth(?:entication)?\b|\boffers no auth\b",
        r"\b[45]\.7\.8\b|\b(?:invalid|bad|wrong) (?:login|password|credentials|user ?name (?:or"
        r"|and) password)\b",
        r"'send mail as'",
    ),
    rule(
        "reverse-dns",
        Category.POLICY,
        False,
        "550 5.7.25 Reverse DNS lookup failed for 192.0.2.25",
        r"\bptr\b",
        r"\breverse[- ]?(?:dns|hostname|host|lookup|mapping|name|address|resolution)",
        r"\brdns\b",
        r"cannot find your (?:hostname"
        r"|reverse)",
        r"\b[45]\.7\.25\b",
        r"(?:\bip|\b(?:ip|your|client|host) address) (?:does not|doesn't|must) (?:resolve|have a (?:host"
        r"|domain) ?name)|cannot resolve your (?:ip|address)|fix reverse",
        r"no (?:reverse|hostname|host name)",
        r"\blook ?up (?:of|for) (?:the |your |this )?(?:ip|address|client|\[?N\b)",
        r"\b(?:host ?)?name (?:of|for) (?:the |your |this )?(?:ip|client|connecting"
        r"|\[?N\b)[^.;\n]{0,40}\b(?:not|fail|unknown)",
    ),
    rule(
        "relaying",
        Category.POLICY,
        False,
        "554 5.7.1 Relay access denied",
        r"\brelay(?:ing)?\b[^.;\n]{0,30}\b(?:den|not|prohibit|reject|fail|refus|disallow|is off)",
        r"\b(?:unable"
        r"|not permitted|denied|allowed|cannot|can't|won'?t|not able|mail|no|refus\w{1,20}|prohibited"
        r"|open) (?:to )?relay",
        r"\b(?:do|does|will|can)(?: ?not|n't) relay\b",
        r"\brelay\w{0,3} (?:nicht|no|non|nao|pas|niet|не|nie|ikke|inte)\b|\brelay\w{0,3} (?:est |ist |is )?"
        r"(?:verboten|interdit|prohibid|proibid|vietat|запрещ|zabron)",
        r"rcpthosts|not (?:a )?(?:local|gateway)\b[^.;\n]{0,20}(?:relay|rcpt|host|domain)"
        r"|insecure mail relay|not a gateway|relay(?:ing)? (?:not )?(?:is )?(?:allowed|permitted"
        r"|access)",
    ),
    rule(
        "virus",
        Category.CONTENT,
        False,
        "552 5.7.1 virus detected by our scanner",
        r"(?<!\bfor )(?<!\bno )(?<!anti)(?<!anti-)\bvirus(?:es)?\b(?![- ](?:free|scann|check))",
        r"\bmalware\b|\bmalicious\b|\b(?:unacceptable|inappropriate) content"
        r"|\bsuspicious (?:content|attachment|link|url)",
        r"\binfected\b|(?:not|n.t) accept\w{0,20} (?:e-?mail|mail"
        r"|messages) with (?:attachment|embedded|image)",
        r"\bphish(?:ing)?\b",
        r"attachment\b[^.;\n]{0,40}\b(?:block"
        r"|prohibit|not allow|not permit|reject|denied|illegal|type)",
        r"\b(?:forbidden|blocked|banned|prohibited|disallowed|dangerous) (?:file )?(?:extension"
        r"|attachment|file ?types?)",
        r"\b(?:attachments?|anhang\w{0,2}|anhaenge|pieces? jointes?|adjuntos?|anexos?|allegat[oi]"
        r"|bijlagen?|вложени\w)\b"
        r"(?:[^.;\n]|\.\w){0,60}\b(?:not (?:accepted|allowed|permitted)|forbidden|nicht (?:angenommen"
        r"|erlaubt|akzeptiert"
        r"|zugelassen)|verboten|interdite?s?|refusee?s?|non autorisee?s?|no permitid[oa]s?|prohibid[oa]s?"
        r"|nao permitid"
        r"|non (?:consentit|ammess)[oiae]|niet toegestaan|запрещ\w{1,4})",
        r"its content presents|(?:executable|prohibited|illegal|blocked|banned|dangerous) (?:attachment"
        r"|file|content)",
    ),
    rule(
        "spam-content",
        Category.CONTENT,
        False,
        "554 5.7.1 The message was rejected as spam",
        r"\b(?:rejected|blocked|refused|filtered|stopped|denied) by (?:the |our |an? )?(?:anti-?virus"
        r"|anti-?spam|keyword|content"
        r"|spam|virus|text)\b|\b(?:unacceptable|forbidden|prohibited|disallowed|banned) (?:file ?types?"
        r"|words?|phrases?|text|content)",
        r"\b(?:spamd|rspamd|amavis\w{0,6}|clamav|spam ?assassin)\b|\bscore:? ?\d",
        r"\b(?:content|bayes\w{0,4}|heuristic\w{0,3}) (?:scan\w{0,4}|check\w{0,3}|analysis"
        r"|filter\w{0,3})\b|\bbayes\b"
        r"|\b(?:message|mail|e-?mail|text|content)\b[^.;\n]{0,30}\b(?:advertis\w{3,6}|was filtered"
        r"|promotional)\b",
        r"\bmessage scored \d|\b(?:bulk|spam|junk) (?:e-?mail|mail)\b|\bclassified as bulk",
        r"\b(?:message|mail|e-?mail|content|text|body|letter|it|this|data)\b[^.;\n]{0,60}\b(?:spam|junk"
        r"|unsolicited|unwanted|bulk (?:mail|e-?mail)|uce|spammy)\b",
        r"\b(?:spam|junk|unsolicited|uce)\b[^.;\n]{0,40}\b(?:detected|message|mail|content|score"
        r"|rejected|refused|suspected|filter|found|blocked|denied)",
        r"\b(?:rejected|flagged|classified|identified|detected|considered|refused|looks|marked|scored"
        r"|suspected|categorized)\b[^.;\n]{0,30}\b(?:spam|junk|unsolicited)",
        r"likely (?:unsolicited|suspicious)|message has been blocked|spam ?assassin|\bspam(?:ming"
        r"|my)?\b|unsolicited|header (?:content|spam)|content (?:filter|rejected|restriction|policy)"
        r"|(?:rejected|blocked|denied) (?:by|due to) (?:\w{1,40} )?(?:content|filter)",
        r"(?:mail|message) (?:rejet[eé]e?|refus[eé]e?)\b|ofr_?506|5\.7\.0 our system has detected"
        r"|5\.6\.\d\b",
    ),
    rule(
        "group-post",
        Category.POLICY,
        False,
        "The group may not exist, or you may not have permission to post messages to it",
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
        # The same in other languages: whose domain or address is meant stands beside it.
        r"\b(?:отправител\w{1,2}|absender\w{0,9}|expediteur|emetteur|remitente|remetente|mittente|afzender|nadawc\w"
        r"|odesilatel\w?|gonderen|avsandar\w{1,4}|afsender\w{0,4})\b[^.;\n]{0,40}?(?<!\w)(?:не (?:найден"
        r"|существует)\w?"
        r"|unbekannt|existiert nicht|nicht gefunden|ungultig\w?|inconnu|n.existe pas|introuvable|invalide"
        r"|no existe"
        r"|desconocid[oa]|invalid[oa]|nao existe|desconhecid[oa]|non esiste|sconosciut[oa]|bestaat niet"
        r"|onbekend"
        r"|nie istnieje|neexistuje|bulunamadi|finns inte|findes ikke)",
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
        "inactive",
        Category.INACTIVE,
        False,
        "550 5.2.1 This account is not active",
        r"\b" + _RCPT + r"\b[^.;\n]{0,60}\b(?:is|are|was|has been|been|temporarily|currently"
        r"|:)? ?(?:disabled|inactive|suspended|deactivated|expired|not active|locked|closed|terminated"
        r"|unavailable due|frozen|dormant|on hold|no longer active|discontinued)",
        r"\b(?:disabled|inactive|suspended|deactivated|expired|dormant|terminated|closed) (?:user"
        r"|mail ?box|account|recipient|address)|user(?:name)? (?:is )?not active|not[- ]active"
        r"|account (?:that you tried to reach )?is over|5\.7\.13\b",
        r"\bdesactiv|deaktiviert|d[ée]sactiv|no longer (?:in (?:use|service|operation)|used"
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
        r"\bmx records? points? to non-?existent hosts?",
        hard=False,
    ),
    rule(
        "null-mx",
        Category.UNDELIVERABLE,
        False,
        "556 5.1.10 The domain corp.example.net does not accept mail (nullMX)",
        r"null ?mx|doesn'?t receive email according to the administrator|indicated no smtp service"
        r"|[45]\.1\.10\b[^\n]{0,60}null",
        hard=True,
    ),
    rule(
        "mailbox-unavailable",
        Category.NONEXISTENT,
        False,
        "550 Requested action not taken: mailbox unavailable",
        r"\bmail ?box (?:is )?unavailable\b(?! or )|\brecipient'?s? mailbox is not available",
    ),
    rule(
        "unknown-user",
        Category.NONEXISTENT,
        False,
        "550 5.1.1 <kai@corp.example.net>: User unknown in virtual mailbox table",
        r"\b" + _RCPT + r"\b[^.;\n]{0,80}?\b(?:unknown|not? (?:longer )?(?:exists?|found|known|valid"
        r"|here|on this|in (?:our|the|this)|a valid|recogni[sz]ed|listed|registered|our)"
        r"|(?:do(?:es|s|se|sen|esen)?|did|could|can|was|is)(?: not|not|n'?t|n\u2019t) (?:exist|found"
        r"|be found|have an?|known"
        r"|valid|recogni[sz]ed|match|a valid|listed|registered|local|accept(?:ed)? here)|invalid"
        r"|unallocated|nonexist\w{0,20}|non-exist\w{0,20}|inexist\w{0,20}|incorrect|undeliverable address"
        r"|unrouteable|nicht gefunden|inconnu|no existe|desconhecid|onbekend|sconosciut)",
        r"\b(?:unknown|invalid|no such|bad|no|non-?exist(?:ent|ing)|unrecogni[sz]ed|incorrect|wrong"
        r"|unallocated|illegal|ung[uü]ltig\w{0,3}|not a valid) (?:local |email |e-mail |destination |known "
        r"|virtual |remote |valid |target |final |such |mail ){0,4}(?:users?\b|recipients?\b"
        r"|mail ?box\b|account\b|e-?mail address|addresse?\b|addressee|local[- ]part|person|name here"
        r"|alias|id\b|customer|resource|destination mailbox|forwarding)",
        r"\buser ?unknown|unknown ?user|no mail ?box here|unroute?able address|recipnotfound|5\.1\.(?:1"
        r"|3|0)\b[^\n]{0,60}\baccess denied|adr\.recip|no such (?:person|address|mailbox|user|recipient"
        r"|domain|name)|does(?: not|n'?t) like recipient|we do not relay for",
        r"\b5\.4\.1\b[^\n]{0,80}\baccess denied|all recipient addresses rejected : access denied"
        r"|address (?:not found|rejected: (?:undeliverable|unknown|user))|couldn'?t be found"
        r"|wasn'?t found|was not found|no (?:user|account|recipient|address|one)(?:s)? (?:by|with|of"
        r"|found|there|here) ?(?:that|this|the)?|address error|address rejected\.?$"
        r"|recipient address rejected: access denied|mailbox not found|isn'?t (?:a )?(?:valid|known)",
        r"\b(?:do|does)(?: not|n't) host @|\b(?:user|recipient|address|account) (?:look ?up"
        r"|verification) (?:has )?failed\b",
        r"\b(?:mail ?box|account|address|user) (?:has been |was )?(?:removed|deleted)\b",
        r"\bnobody (?:by|of|with|called|named|here)\b|\bno ?(?:one|body|person|user) (?:called|named"
        r"|known as)\b",
        r"\baddress (?:does|did) ?n[o']t (?:resolve|belong|lead|point|correspond) to\b|\baddress (?:does"
        r"|did) not (?:resolve|belong"
        r"|lead|point|correspond) to (?:a|any|an) ",
        r"\b(?:absent|missing) from (?:our|the|my) (?:\w{1,12} ){0,2}(?:table|list|map|directory"
        r"|data ?base)\b"
        r"|\bnot (?:in|on) (?:our|the|my) (?:\w{1,12} )?(?:recipient|user|mailbox|address) (?:\w{1,8} )?"
        r"(?:table|list|map|data ?base)\b|\b(?:is )?not (?:one )?of (?:our|ours)\b",
        r"(?:cannot|can't|can not|could(?: not|n't)|unable to|failed to) (?:find|locate|identify|match)"
        r"(?: \w{1,12}){0,2} (?:users?|recipients?|mail ?box|account|address(?:ee)?)\b",
        r"(?:do|does)(?: not|n't) know (?:this|that|the|any|such|of) (?:\w{1,12} )?"
        r"(?:user|recipient|address|mail ?box)",
        r"\baccount (?:is )?(?:un|not )available\b|\b(?:find|locate) (?:anyone|anybody|any user)\b",
        r"\bnon-?local user|\buser (?:is )?not local\b|\bmailbox name not allowed",
        r"\bno (?:matching|corresponding|associated) (?:account|user|mail ?box|recipient|address)",
        r"\b" + _RCPT + r"\b[^.;\n]{0,30}\b(?:was|has been|is|been) (?:removed|deleted|erased)\b",
        r"\b5\.1\.0 address rejected|^(?:\d{3} )?#?address rejected(?: @|\.?$)"
        r"|^\d{3} (?:5\.\d\.\d )?<?@>? rejected\b(?!: )",
        r"destinataire inconnu|invalid recipient|adresse d.{0,30}invalide|usuario (?:desconocido|no)"
        r"|el (?:usuario|buz[oó]n) no existe|empf[äa]nger (?:unbekannt|nicht)|utente (?:sconosciuto"
        r"|non)|\bnie istnieje|nie ma takiego"
        r"|not our customer|no matches to nameserver query|not in my (?:user|list|valid)|validrcptto"
        r"|(?:does|do|has"
        r"|have) not? (?:have )?(?:a|an) \S{1,30} account|typographical error",
        r"the name was not found at the remote site|not (?:a )?known (?:user|here|at)"
        r"|is not an? (?:valid|active|known|user|account|local|registered)|recipient (?:reject|is not"
        r"|cannot)|this (?:user|address|account) (?:does|do|is) ?(?:not|n't)",
    ),
    rule(
        "unknown-host",
        Category.NONEXISTENT,
        False,
        "550 5.1.2 Host unknown (Name server: mx.corp.example.net: host not found)",
        r"\bno (?:dns )?(?:a|aaaa|mx) records?\b",
        r"\bhost ?unknown|unknown (?:mail )?(?:host|domain|server)"
        r"|domain (?:name )?(?:[\w.·-]{1,80} )?(?:not found|does not exist|doesn'?t exist|unknown"
        r"|invalid|could(?: not|n'?t) be found|couldn'?t be found|is invalid|has no|isn'?t)"
        r"|host (?:or domain )?(?:name )?(?:[\w.·-]{1,80} )?not found(?!: (?:try|timed))",
        r"name (?:service|server) error (?:for name=\S{1,100} )?(?:type=\w{1,6}: )?(?:host"
        r"|name or)|name or service not known|no such (?:domain|host)|bad destination (?:system|host)"
        r"|nxdomain"
        r"|couldn'?t find any host|cannot find (?:a |any )?(?:mx|host|domain|mail exchanger)"
        r"|(?:no|null) mx\b"
        r"|does not accept (?:e-?)?mail \(null ?mx\)|illegal host|domain is (?:not reachable"
        r"|unreachable)|[\w-]·[\w·-]{1,80} does not exist|unroute?able (?:mail )?domain|5\.1\.(?:2"
        r"|10)\b[^\n]{0,100}(?:dns|domain|host|mx)|invalid domain|unresolvable",
    ),
    rule(
        "too-many-connections",
        Category.RATE_LIMITED,
        False,
        "421 4.7.0 Too many connections from your host, try later",
        r"too many (?:concurrent |simultaneous |smtp ){0,4}(?:connections?|sessions|messages|recipients"
        r"|mails|e-?mails|emails|invalid recipients|hops? per|rcpt|smtp|bad|deliver|concurrent|unknown"
        r"|requests)",
        r"\b(?:rate|hourly|daily|sending|throttl\w{0,4}|messag(?:e|ing)|volume|frequency"
        r"|connection)[- ]?(?:rate |sending )?limit",
        r"rate[- ]?limit",
        r"\bthrottl",
        r"\bmax(?:imum)?(?: number)?(?: of)? (?:e?-?mails?|messages?|recipients?|connections?|sessions?)"
        r"(?: \w{1,12}){0,2} per\b|\b(?:e?-?mails?|messages?|recipients?|connections?)(?: \w{1,12}){0,2} per "
        r"(?:session|connection|hour|minute|day|second|ip|host)\b",
        r"\btoo many (?!hops|loops|servers|relays|complaints|errors|headers|received|invalid|bad|syntax"
        r"|unrecogni|commands|failed"
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
        r"\b(?:attempts?|tries|trying) (?:were |was |have |has |been )?(?:stopped|ended|given up"
        r"|abandoned)\b",
        r"\b(?:delivery|retry|message|mail|queue|timeout|time)\b[^.;\n]{0,30}\bexpired\b"
        r"|retry time(?:out)? (?:not reached|exceeded)|too long(?: in the)? queue|in the queue too long"
        r"|(?:will|could)(?: not|n'?t)? be (?:delivered|re-?tried)[^.;\n]{0,40}\b(?:within|for \d|until"
        r"|\d{1,3} (?:hours|days))|could not be delivered for \d|giving up|(?:stopped|given up) trying"
        r"|in the time limit\b|will not (?:continue|keep) trying"
        r"|tried to deliver[^.;\n]{0,40}without success|failing for a long time"
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
        r"|broken|established)\b|\b(?:timed? ?out|timeout)\b|lost connection|no route to host"
        r"|network (?:is )?(?:unreachable|error)|(?:hosts?|mx records?) (?:is |are )?(?:unreachable|down)"
        r"|unable to connect"
        r"|could(?: not|n'?t) connect|cannot connect|can'?t connect|connect(?:ion)? error"
        r"|conversation with|mail server (?:is )?(?:unreachable|not respond|unavailable)"
        r"|not respond(?:ing|ed)?|didn'?t respond|no (?:answer|response) from|server (?:is )?(?:down"
        r"|unavailable|unreachable)|bad connection|temporarily (?:unable|unavailable)"
        r"|name server(?: error)?|dns (?:error|lookup|server|failure|problem|query)"
        r"|domain name (?:resolution|lookup|server)|name (?:resolution|lookup)"
        r"|address resolution|host ?name lookup|4\.4\.[0-9]\b|lookup (?:fail"
        r"|error)|socket error|not accept our requests? to connect|unverified address|deferred"
        r"|dead host",
        r"loops? back|mail ?loop|mail (?:for|forwarding) \S{1,80}(?: has)? loop|too many hops"
        r"|routing loop|loop detected|hop ?count|excessive recursion|looping|delivered-to:|maximum hops",
    ),
    rule(
        "client-refused",
        Category.BLOCKED,
        True,
        "550 5.7.1 Mail from 192.0.2.25 refused, see our page",
        r"\b(?:mail|e-?mail|messages?|connections?) from (?:ip |host |address )?\[?N\]? "
        r"(?:(?:is|are|was|were|ha(?:s|ve) been) )?(?:refused|rejected|denied|not accepted)",
    ),
)
