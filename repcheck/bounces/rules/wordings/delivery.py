"""Rules for everything that is not the sender's reputation, from the most to the least telling wording."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.bounces.rules.wordings.recipient import RECIPIENT_RULES
from repcheck.bounces.rules.wordings.room import ROOM_RULES
from repcheck.bounces.rules.wordings.transport import FAULT_RULES, TRANSPORT_RULES
from repcheck.model.bounces import Category

_ACCESS_RULES: tuple[Rule, ...] = (
    rule(
        "unusual-rate",
        Category.RATE_LIMITED,
        False,
        "421 4.7.28 An unusual rate of mail from your DKIM domain was seen",
        r"\b\d{1,6} (?:e-?mails|mails|messages|connections|recipients) (?:in|within|an?|each|every)"
        r" (?:(?:one|an?|the|the last|\d{1,4}) )?(?:second|minute|hour|day)",
        r"\bexceed\w{0,3}\b[^.;\n]{0,50}\bper (?:second|minute|hour|day|session|connection)\b",
        r"\bso many (?:e?-?mails|messages)\b|\b(?:unusual|excessive|abnormal|high) (?:rate|volume"
        r"|amount) of (?:e?-?mails?|messages?|traffic)\b",
        r"\b(?:volume|rate|traffic|frequency)\b[^.;\n]{0,30}\b(?:over|above|beyond|exceed\w{0,3}|reached)\b"
        r"[^.;\n]{0,16}\bthreshold\b",
    ),
    rule(
        "too-many-unknown",
        Category.RATE_LIMITED,
        False,
        "421 4.7.0 Too many invalid recipients in this session",
        # Of all that were named so far, and of none of them alone.
        r"\bmany (?:of (?:its|your|the) )?(?:recipients|addresses) (?:were|are) (?:invalid|unknown|wrong"
        r"|bad)\b",
        r"\b(?:too many|more than \d{1,4}) (?:\w{1,12} ){0,3}(?:unknown|invalid|bad|wrong"
        r"|non-?existent) (?:users?"
        r"|recipients?|rcpts?|addresses)\b",
    ),
    rule(
        "sending-quota",
        Category.RATE_LIMITED,
        False,
        "550 5.4.5 Daily user sending quota exceeded",
        # What the sender's own organisation or its queue has left.
        r"\b(?:queue|tenant|organi[sz]ation|submission|connections?|sessions?|smtp|sms)(?:'s)?"
        r" (?:\w{1,12} )?(?:quota|allowance|allotment)\b",
        r"\bquota of (?:\w{1,12} )?(?:e?-?mails?|messages?|recipients)\b|\bpolicy rejection- quota\b"
        r"|\bquota\b[^.;\n]{0,40}\b(?:outgoing|outbound|sending|sent)\b",
        r"\bquota\b[^.;\n]{0,20}\b(?:per|this|for the) (?:day|hour|minute)\b",
        r"\bquota (?:for|of) (?:your|the sending|this sending) (?:ip|host|server|system|network)",
        r"\b(?:daily|hourly|sending|outgoing|relay(?:ing)?|rate|per[ -](?:second|minute|hour|day))\b"
        r"[^.;\n]{0,25}\bquota\b",
    ),
    rule(
        "sender-not-permitted",
        Category.POLICY,
        False,
        "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        r"\byour (?:account|mail ?box|user|plan|address)\b[^.;\n]{0,20}\b(?:not|n't) (?:been )?"
        r"(?:enabled|activated|provisioned|set up|configured|licen[cs]ed) (?:for|to)\b",
        r"\bnot (?:in|on|among|one of) your (?:list of )?(?:allowed|permitted)\b"
        r"|\bnot an? (?:accepted|allowed|approved|registered|trusted) (?:sender|poster|source)\b",
        r"\b(?:mail ?box|recipient|user|list|group) (?:blocks|refuses|rejects"
        r"|declines) (?:all )?(?:e-?)?mails?"
        r" (?:without|with|in|of)\b",
        r"\byou (?:have|did)(?: not|n't) (?:yet )?(?:verif|confirm|prove)\w{0,4}\b",
        r"\bmust (?:come|arrive|be (?:sent|delivered|routed)|go|pass) (?:through|via|over) (?:our|the"
        r"|your|an?)\b",
        r"\b(?:requires?|needs?|subject to) (?:(?:the|an?|prior|written|explicit|your) ){0,3}(?:\w{1,12} )?"
        r"(?:approval|permission|authori[sz]ation) (?:of|by|from)\b",
        r"\bRESOLVER[.·]RST[.·](?:NotAuth|SenderNotAuth|Restricted)|\b[45]\.7\.(?:54|12[0-9]|13[3-6])\b",
        r"\b(?:outside|not (?:\w{1,8} ){0,2}(?:on|in)) (?:its |his |her |their |our |the |your "
        r"|an? )?(?:white|allow(?:ed)?|safe|guest)[- ]?list\b",
        # Closed to those outside, which has nothing to do with SPF, DKIM or DMARC.
        r"\b(?:group|list|members?|colleagues|employees|staff|internal|inside|outside|organi[sz]ation"
        r"|mailbox|recipient)\b[^\n]{0,80}\b(?:authentication required|requires? (?:sender )?authentication"
        r"|authenticated (?:senders|users))",
        r"\b(?:takes?|accepts?|receives?|open) (?:e?-?mails? |messages? )?(?:of|from|to"
        r"|for) (?:[\w-]{1,15} ){0,3}(?:senders|members|colleagues|users|employees|people"
        r"|subscribers)(?: (?:in|on|of) (?:[\w']{1,12} ){1,3}\w{1,12}| \w{1,12})? only\b"
        r"|\bonly (?:[\w-]{1,12} ){0,3}(?:members|subscribers|colleagues|friends|contacts|customers|clients"
        r"|students|teachers|parents|residents|followers|suppliers|users|people|persons|guests|agents"
        r"|owners?|moderators?|partners|staff|employees)\b[^.;\n]{0,40}\b(?:post|send|write|mail|contact"
        r"|reach|message)",
    ),
    rule(
        "rfc-form",
        Category.POLICY,
        False,
        "550 5.6.0 The message is not RFC 5322 compliant",
        # A client that does not wait for the greeting (RFC 5321 section 4.3.1).
        # After RCPT was refused for each of them (RFC 5321 section 3.3).
        r"\bundisclosed[- ]recipients\b|\b(?:null|empty) (?:sender|from|return[- ]path) (?:with|and|to) \w",
        r"\b(?:lone|bare|stray|naked) (?:cr|lf|carriage|newlines?|line ?feeds?)\b|\bsmtplf\b"
        r"|\b(?:illegal|invalid|bad|forbidden|control) characters?\b[^.;\n]{0,20}\bheader"
        r"|\b(?:has no|have no|without|lacks?|missing) (?:an? |any |the |valid )?(?:date\b|message-id\b"
        r"|(?:from|to) (?:line|header|field)\b)"
        r"|\bbad[_ -]headers?\b|\b8-?bit (?:characters?|chars?|data|bytes?|text)\b|\bnon-?ascii\b",
        # A seal of the writer himself (RFC 8551, RFC 9580), which stands in no DNS.
        r"\b(?:s/?mime|(?:open)?pgp)\b[^\n]{0,60}\b(?:sign|encrypt|requir|must|key)",
        r"\bheader(?: line| field)?\b(?! size)[^.;\n]{0,30}\b(?:longer|too long|exceeds)\b",
        r"\bmime[- ]version\b|\b(?:two|several|multiple|more than one|duplicate) (?:subject|date"
        r"|message-id)s?\b",
        r"\bheaders? (?:names?|holds?|has|contains?|lists?) (?:an? )?(?:\w{1,12} )?(?:recipient|address)\b",
        r"\b(?:message-id|date|content-type)(?: header| line| field)? (?:is |was )?(?:not valid|invalid"
        r"|missing"
        r"|malformed|wrong|broken|empty|in the (?:future|past))\b",
        r"\bparameter \w{2,12} (?:is )?(?:not|invalid|un)|\buser[- ]agent\b",
        # Parts of a form; how much mail comes is another matter.
        r"\b(?<!file name has )(?<!filename has )(?<!attachment has )(?:too many"
        r"|more than (?:one|two|\d{1,3})|several|multiple) (?:parts?|mime|nested|nesting"
        r"|headers?|mx|ptr|dots|brackets|colons|spaces"
        r"|labels|parameters|arguments|fields|lines)\b",
        r"\btoo many @|\baddress(?:es)? in (?:the )?(?:from|sender|reply-to)\b"
        r"|\blacks? (?:an? |the |its )?(?:from|sender|to|subject)\b(?! (?:reputation|domain|authent))",
        r"\btransfer[- ]encoding\b|\b7-?bit\b",
        r"\b(?:two|several|multiple|more than one|duplicate) (?:from|to|date|subject|message-id|sender)"
        r" (?:headers?|fields?|lines?)",
        r"\b5\.5\.1\b[^.;\n]{0,20}\bno valid recipients\b",
        r"\b(?:talk\w{0,3}|sp[eo]a?k\w{0,2}|wr[io]te\w?) (?:too (?:soon|early)"
        r"|before (?:the |my |your |its )?(?:greeting|banner|turn))\b|\bearly talker",
        r"['\"](?:from|sender|reply-to|date|message-id):?['\"] (?:\w{1,8} ){0,2}"
        r"(?:no|empty|missing|malformed|invalid|bad|absent)\b",
        r"\b(?:invalid|malformed|duplicate) (?:message )?headers?\b"
        r"|\bheaders?(?: field| line)? (?:[\w-]{2,20} )?(?:is |are )?(?:malformed|invalid|missing|broken)\b",
        r"\b(?:from|to|sender|reply-to|cc):? (?:header|field|line|address)\b[^.;\n]{0,40}"
        r"\b(?:no|invalid|missing|empty|malformed|bad|without)\b",
        r"\b(?:recipients?|address(?:es)?) in (?:the )?(?:to |cc |bcc )?header\b|\bimplicit destination\b"
        r"|\blist-unsubscribe\b|\bmime (?:boundary|parts?(?! \d| over| larger| exceed)|structure|headers?)\b",
        r"\bnull? (?:characters?|bytes?|octets?)\b|\blines? (?:is |are )?(?:too long|longer)"
        r"|\bline length\b|\bbad sequence\b|\bsmtputf8\b",
        r"\b5\.5\.1\b[^.;\n]{0,80}\bbefore data\b",
        r"\brfc ?-?\d{3,4}\b[^.;\n]{0,30}\b(?:compl|violat|conform|invalid|error|format)",
        r"\b(?:violat\w{0,5}|(?:not|non)[ -]?(?:compl\w{1,6}|conform\w{0,4})|against|required by)\b"
        r"[^.;\n]{0,30}\brfc ?-?\d{3,4}\b",
    ),
    rule(
        "sender-domain",
        Category.POLICY,
        False,
        "550 Domain corp.example.net has no MX, sender refused",
        r"\breturn[- ](?:path|address)\b[^.;\n]{0,30}\b(?:not|invalid|unknown|malformed|does|bad)\b",
        r"\b(?:mail from|sender|return[- ]path)\b[^.:;\n]{0,40}\b(?:cannot|can't|could not|does not)"
        r" (?:receive|be (?:answered|replied|reached|delivered))",
        r"\binvalid dns mx\b|\bwithout (?:an? )?(?:valid |resolvable )?sender domain\b",
        r"\b(?:has|have|with) no (?:valid )?(?:mx|a|mx or a)\b[^.;\n]{0,20}\bsender\b",
        r"\bsender(?:'s)? domain\b[^;\n]{0,60}\b(?:no|neither|without|lacks?) (?:an? )?(?:mx|a|dns)\b",
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
        r"\breject(?:ed|ion)? due to policy restrictions|\b(?:sending|(?:outgoing"
        r"|outbound) (?:e-?)?mails?)(?: (?:from|by|of|for|to)(?: [\w-]{1,14}){1,3})? (?:is |are |has been "
        r"|was )?(?:paused|suspended|stopped|disabled|off)\b|\b(?:no|not enough|insufficient"
        r"|out of) (?:\w{1,10} )?credits? (?:left |remaining )?(?:for|to) (?:send|deliver|use|relay|this)",
    ),
    rule(
        "service-suppresses",
        Category.POLICY,
        False,
        "Not delivering to previously bounced address",
        # A sending service remembers, and asks nobody.
        r"\bsuppressed (?:sending|delivery)\b"
        r"|\bnot (?:delivering|sending) to (?:an? )?previously (?:bounced|unsubscribed|complained)\b"
        r"|\b(?:contact|recipient|subscriber|address|customer|lead)\b[^.;\n]{0,16}\b(?:unsubscribed"
        r"|opted[- ]out)\b|\b(?:suppression|opt-?out|unsubscribe|do-not-(?:mail|contact)) list\b"
        r"|(?<!from )(?<!from an )\bunsubscribed (?:on|from|at|in|by|since)\b"
        r"|\bwithdr[ae]wn? (?:\w{1,5} )?consent\b|\bconsent (?:was |is |has been )?(?:withdrawn|revoked)\b",
    ),
)
_PROOF_AND_CONTENT_RULES: tuple[Rule, ...] = (
    rule(
        "login-failed",
        Category.POLICY,
        False,
        "535 5.7.8 Authentication failed",
        # A name and its password (RFC 4954 section 6), and not what a domain publishes.
        r"\b53[458][ -](?:5\.7\.\d{1,2} )?(?:[\w:]{1,12} ){0,4}authentication\b|\b[45]\.7\.8\b"
        r"|^53[0458][ -](?:5\.7\.\d{1,2} )?[^.;\n]{0,24}\bunauthenticated\b",
        r"\bauthentication mechanism\b"
        r"|\bauthenticat\w{1,5} fail\w{0,4}\b[^.;\n]{0,20}\b(?:passwords?|credentials|log-?in|user ?name)\b",
        r"\bunauthenticated\b[^.;\n]{0,24}\b(?:relay|submi|clients?\b|users?\b|sessions?\b"
        r"|may not (?:send|use|write|post|mail|reach))"
        r"|\b(?:not|n't) authenticate (?:at|before|with|on|for) (?:submi|sending|(?:the |this |our )?server)",
    ),
    rule(
        "authentication",
        Category.AUTHENTICATION,
        False,
        "550 5.7.1 Sender ID check failed",
        r"\b(?:purport\w{0,3}|claim\w{0,3}|pretend\w{0,3}) to (?:be|come) (?:from|of|one)\b",
        r"\b(?:does|did|do)(?: not|n't) (?:allow|permit|authori[sz]e|let) [^.;\n]{0,40}\b(?:send"
        r"|mail) (?:for (?:it|the domain|this domain|that domain)|on (?:its|their) behalf)\b",
        r"\bdmarc\b",
        r"\b(?:messages?|e?-?mails?|domain)\b[^.;\n]{0,20}"
        r"\b(?:not|cannot be|can't be|isn't) (?:be )?authenticated\b",
        r"\b(?:mail|message|domain) (?:has )?fail(?:s|ed) (?:to )?authenticat",
        r"\bdkim\b",
        r"\bspf\b",
        r"sender policy framework",
        r"\bunauthenticated (?:e-?mail|sender|mail|connection)",
        r"\b[45]\.7\.(?:2[0-46790]|30|509|515)\b",
        r"anti-?spoofing",
        r"\bforged\b[^.;\n]{0,12}\b(?:from|sender|header)|\b(?:no|not an?"
        r"|isn't an?) (?:\w{1,9} )?(?:designated|permitted) sender\b",
        r"\b(?:fail\w{0,3}|did not pass|not pass) (?:the )?(?:domain )?(?:alignment|identity)\b"
        r"|\balignment (?:check|fail)|\b(?:not|n't|fails? to) align\b",
        r"\b(?:mass|bulk) (?:e-?)?(?:mails?|messages|senders) must (?:be )?authenticat",
        r"fails? to pass authentication|\bmust be (?:dkim[- ])?signed\b|sender (?:id"
        r"|authentication) (?:check )?fail|\bsender[- ]?id \((?:pra|mfrom)\)|\bsender[- ]id (?:not|result)",
        r"(?<!temporary )authentication (?:is )?(?:check|failed|failure|requirements)|\bspoof(?:ed|ing)?\b",
    ),
    rule(
        "login",
        Category.POLICY,
        False,
        "530 5.7.0 Authentication required",
        # A name and password for SMTP AUTH (RFC 4954), and nothing that a record in the DNS would change.
        r"\bauthentication (?:is )?(?:required|needed|not enabled|unsuccessful|credentials)"
        r"|(?<!owner )(?<!user )\bmust (?:authenticate|be authenticated|log ?in)\b|\bplease (?:log"
        r"|sign) ?in\b|\bnot (?:authenticated|logged in(?! (?:for|since|in)\b))\b|\bauth command\b"
        r"|\bwithout (?:smtp |prior |proper )?(?:authenticat|credentials)|\b(?:turn on|enable"
        r"|use) (?:smtp )?auth\w{0,10}\b|\bsmtp auth(?:entication)?\b|\boffers no auth\b",
        r"\b(?:log-?in|logon|sign-?in) (?:is )?(?:needed|necessary|mandatory|required|first)\b"
        r"|\b(?:needs?|requires?) (?:an? |to )?(?:log-? ?in|sign-? ?in|smtp auth)\b"
        r"|\b(?:must|have to|should) be (?:signed|logged) in\b|^\W{0,3}(?:5\d\d[ -])?(?:5\.\d\.\d{1,2} )?"
        r"log ?in (?:to|on|at|first|before)\b",
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
        r"cannot find your (?:hostname|reverse)",
        r"\b[45]\.7\.25\b",
        r"(?:\bip|\b(?:ip|your|client|host) address) (?:does not|doesn't|must) (?:resolve|have a (?:host"
        r"|domain) ?name)|cannot resolve your (?:ip|address)|fix reverse",
        r"no (?:(?:valid|proper|matching|correct) )?(?:reverse|hostname|host name)",
        r"\bno resolvable (?:\w{1,8} )?name",
        r"\blook ?up (?:of|for) (?:the |your |this )?(?:ip|address|client|\[?N\b)",
        r"\b(?:host ?)?name (?:of|for) (?:the |your |this )?(?:ip|client|connecting"
        r"|\[?N\b)[^.;\n]{0,40}\b(?:not|fail|unknown)",
    ),
    rule(
        "relaying",
        Category.POLICY,
        False,
        "554 5.7.1 Relay access denied",
        r"\bnot (?:in|on|one of|among) (?:our|the|my) (?:list of )?relay (?:domains?|hosts?)\b"
        r"|\bnone of (?:our|my) (?:\w{1,12} )?domains\b",
        r"\brelay (?:to|for)\b[^.;\n]{0,40}\bnot (?:known|listed)\b",
        r"\brelay(?:ing)?\b(?! you (?:use|send)| of yours)[^.;\n]{0,30}\b(?:den(?!ied: (?:user|recipient"
        r"|mailbox) unknown)|not\b(?! found)|prohibit"
        r"|reject|fail|refus|disallow|is off)",
        r"\b(?:unable|not permitted|denied|allowed|cannot|can't|won'?t|not able|mail|no|refus\w{1,20}"
        r"|prohibited|open) ?(?:to )?relay(?! (?:is |was )?(?:over|down|busy|un(?:re|av)|off|fail"
        r"|not resp))(?![^.;\n]{0,20}\b(?:recipient|user|mailbox) not found)",
        r"\b(?:do|does|will|can)(?: ?not|n't) (?:accept |allow |permit |perform "
        r"|offer )?(?:any )?relay(?:ing)?\b",
        r"\brelay\w{0,3} (?:nicht|no|non|nao|pas|niet|не|nie|ikke|inte)\b|\brelay\w{0,3} (?:est |ist |is )?"
        r"(?:verboten|interdit|prohibid|proibid|vietat|запрещ|zabron)",
        r"rcpthosts|not (?:a )?(?:local|gateway)\b[^.;\n]{0,20}(?:relay|rcpt|host|domain)"
        r"|insecure mail relay|not a gateway|relay(?:ing)? (?:not )?(?:is )?(?:allowed|permitted|access)",
    ),
    rule(
        "virus",
        Category.CONTENT,
        False,
        "552 5.7.1 virus detected by our scanner",
        r"(?<!\bfor )(?<!\bno )(?<!anti)(?<!anti-)\bvirus(?:es)?\b(?![- ](?:free|scann|check))",
        r"\bmalware\b|\btrojans?\b|\bransomware\b|\brootkits?\b|\bmalicious\b|\b(?:unacceptable"
        r"|inappropriate) content|\bsuspicious (?:content|attachment|link|url)",
        r"\binfected\b|(?:not|n.t) accept\w{0,20} (?:e-?mail|mail"
        r"|messages) with (?:attachment|embedded|image)",
        r"\bphish(?:ing)?\b",
        r"attachment\b[^.;\n]{0,40}\b(?:block|prohibit|not allow|not permit|reject|denied|illegal|type)",
        r"\b(?:forbidden|blocked|banned|prohibited|disallowed|dangerous) (?:file )?(?:extension"
        r"|attachment|file ?types?)",
        r"\b(?:attachments?|anhang\w{0,2}|anhaenge|pieces? jointes?|adjuntos?|anexos?|allegat[oi]|bijlagen?"
        r"|вложени\w)\b(?:[^.;\n]|\.\w){0,60}\b(?:not (?:accepted|allowed|permitted)|forbidden"
        r"|nicht (?:angenommen|erlaubt|akzeptiert|zugelassen)|verboten|interdite?s?|refusee?s?"
        r"|non autorisee?s?|no permitid[oa]s?|prohibid[oa]s?|nao permitid|non (?:consentit|ammess)[oiae]"
        r"|niet toegestaan|запрещ\w{1,4})",
        r"its content presents|(?:executable|prohibited|illegal|blocked|banned|dangerous) (?:attachment"
        r"|file|content)",
    ),
    rule(
        "spam-content",
        Category.CONTENT,
        False,
        "554 5.7.1 The message was rejected as spam",
        r"\b(?:flagged|marked|classified|rated|deemed|judged) (?:as )?(?:suspicious|dangerous|malicious"
        r"|harmful|unsafe)\b",
        r"\b(?:messages?|mail|e-?mails?) (?:is |was |has been |have been )?filtered\b",
        r"\b(?:rejected|blocked|refused|filtered|stopped|denied) by (?:the |our |an? )?(?:anti-?virus"
        r"|anti-?spam|keyword|content|spam|virus|text)\b|\b(?:unacceptable|forbidden|prohibited|disallowed"
        r"|banned) (?:file ?types?|words?|phrases?|text|content)",
        r"\b(?:spamd|rspamd|amavis\w{0,6}|clamav|spam ?assassin)\b|\bscore:? ?\d",
        r"\b(?:content|bayes\w{0,4}|heuristic\w{0,3}) (?:scan\w{0,4}|check\w{0,3}|analysis|filter\w{0,3})\b"
        r"|\bbayes\b|\b(?:message|mail|e-?mail|text|content)\b[^.;\n]{0,30}\b(?:advertis\w{3,6}|was filtered"
        r"|promotional)\b",
        r"\bmessage scored \d|\b(?:bulk|spam|junk) (?:e-?mail|mail)\b|\bclassified as bulk",
        r"\b(?:message|mail|e-?mail|content|text|body|letter|it|this|data)\b[^.;\n]{0,60}\b(?:spam|junk"
        r"|unsolicited|unwanted|bulk (?:mail|e-?mail)|uce|spammy)\b",
        r"\b(?:spam|junk|unsolicited|uce)\b[^.;\n]{0,40}\b(?:detected|message|mail|content|score"
        r"|rejected|refused|suspected|filter|found|blocked|denied)",
        r"\b(?:rejected|flagged|classified|identified|detected|considered|refused|looks|marked|scored"
        r"|suspected|categorized)\b[^.;\n]{0,30}\b(?:spam|junk|unsolicited)",
        r"likely (?:unsolicited|suspicious)|message has been blocked|spam ?assassin|\bspam(?:ming|my)?\b"
        r"|spam ?signature|gtube|unsolicited|header (?:content|spam)|content (?:filter|rejected|restriction"
        r"|policy|examination|inspection|compliance)|(?:rejected|blocked|denied) (?:by"
        r"|due to) (?:(?!recipient|address|user)\w{1,40} )?(?:content|filter)",
        r"ofr_?506|5\.7\.0 our system has detected|5\.6\.[0-6]\b",
    ),
)

DELIVERY_RULES: tuple[Rule, ...] = (
    *FAULT_RULES,
    *_ACCESS_RULES,
    *ROOM_RULES,
    *_PROOF_AND_CONTENT_RULES,
    *RECIPIENT_RULES,
    *TRANSPORT_RULES,
)
