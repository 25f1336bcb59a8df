"""Rules for what sounds like a block of the sender and is none; they are read before those on senders.

A list that could not be asked, a greylist, a directory, a mailbox that is blocked, a link in the body.
"""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.bounces.senses.machinery import BROKEN, BROKEN_ABROAD, UNCHECKED
from repcheck.model.bounces import Category

LOOKALIKE_RULES: tuple[Rule, ...] = (
    rule(
        "machine-broken",
        Category.UNDELIVERABLE,
        False,
        "451 4.7.1 The SPF checker does not answer",
        *BROKEN,
        *BROKEN_ABROAD,
    ),
    rule(
        "unchecked",
        Category.UNDELIVERABLE,
        False,
        "451 4.7.1 The reputation of your host could not be looked up for now",
        *UNCHECKED,
    ),
    rule(
        "list-error",
        Category.UNDELIVERABLE,
        False,
        "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using bl.example; Error: open"
        " resolver",
        # Lists answer resolvers that they refuse with an address, too, which is not a listing (RFC 5782 2.1).
        r"\berror: (?:open|public) resolver\b|\bopen resolver\b[^\n]{0,60}returnc|\bquery refused\b"
        r"|\b(?:rbl|dnsbl|block ?list|black ?list)\b[^.;\n]{0,20} (?:look-?ups?|query|queries"
        r"|checks?)\b[^;\n]{0,80}"
        r"\b(?:error|timed? ?out|servfail|fail(?:s|ed|ure)?|unavailable)\b",
        r"\berror: [^.;\n]{0,40}\b(?:queries|query|lookup|volume|free use)\b[^.;\n]{0,20}"
        r"\b(?:limit|exceed\w*|block\w*|denied)",
        r"(?:does|did)(?: not|n't) (?:answer|respond to|reply to) our (?:resolver|dns|queries|name ?server)",
        r"\b(?:query|queries|lookups?)\b[^.;\n]{0,30}\b(?:from|of) your (?:dns|resolver|name ?server)",
    ),
    rule(
        "own-list",
        Category.POLICY,
        False,
        "550 5.7.703 Messages to kai@corp.example.net are blocked by your organization",
        # The sender's own organisation does not let the mail out.
        r"\b(?:messages?|mail|e-?mails?) to @ (?:is|are|was|were) blocked by your (?:organi[sz]ation"
        r"|company|admin)",
        r"\b5\.7\.703\b",
    ),
    rule(
        "sender-null-mx",
        Category.POLICY,
        False,
        "550 5.7.27 Sender address has null MX",
        # RFC 7505 section 4.2: nobody could be answered there. Others give 5.7.27 for SPF.
        r"\bsender\b[^.;\n]{0,40}\bnull ?mx\b",
        r"\bsender\b[^.;\n]{0,40}\b(?:resolves|points|leads) (?:only )?to (?:an? )?(?:private|reserved"
        r"|loopback|internal|bogus|unroutable|non-?routable)\b",
    ),
    rule(
        "unencrypted",
        Category.POLICY,
        False,
        "421 4.7.29 Mail that is not sent over TLS is limited",
        r"(?:\bnot|n't) (?:be )?(?:sent|delivered|received|transmitted|submitted) (?:over|via|by|with|using) "
        r"(?:an? )?(?:tls|ssl|secure|encrypted)\b",
    ),
    rule(
        "proof-unchecked",
        Category.UNDELIVERABLE,
        False,
        "451 4.7.1 The SPF lookup of corp.example.net failed temporarily",
        # Nothing was found out about the sender yet (RFC 7208 section 2.6.6: temperror).
        r"\b(?:spf|dkim|dmarc)\b[^;\n]{0,60}\b(?:lookup|check|query|verification|evaluation)\b[^;\n]{0,40}"
        r"\b(?:temporar\w{1,4}|timed? ?out|time-?out|servfail|not answer\w{0,3}|later)\b",
        r"\b(?:spf|dkim|dmarc)\b[^;\n]{0,60}\b(?:error temporal|erro temporario|errore temporaneo"
        r"|erreur temporaire|temporare\w? fehler|vorubergehend\w{0,3} (?:fehler|nicht)|blad tymczasowy"
        r"|docasn\w chyb|временн\w{2} ошибк|gecici hata)",
    ),
    rule(
        "session-form",
        Category.POLICY,
        False,
        "503 5.5.1 No recipients yet",
        # Commands out of their order (RFC 5321 section 4.1.4), and no mailbox that would be missing.
        r"\b503[ -](?:5\.5\.\d )?(?:\w{1,12} ){0,3}no (?:valid )?recipients?\b"
        r"|\bno recipients? (?:yet|so far|(?:was |were |has been |have been )?(?:specified|given"
        r"|named))\b(?! (?:that|by|name|exist))",
        r"\bprogram must wait for|\bwait for (?:its|your|the) (?:greeting|banner)\b"
        r"|\btoo many (?:\w{3,12} )?(?:commands"
        r"|verbs)\b(?! (?:per|in|within)\b)(?![^\n]{0,60}\bAUP#)"
        r"|\btoo many (?:protocol|syntax|command|smtp|client) errors\b"
        r"|\btoo many (?:\w{1,12} )?(?:headers?|hyphens|boundaries|(?:subject|date|from|to|sender) lines)\b",
        r"\bbinarymime\b|\bboundary\b[^.;\n]{0,30}\b(?:missing|not|no|invalid)\b"
        r"|\bmore than one address in (?:mail )?from\b|\baddress lacks (?:an? |the |its )?domain\b",
        # A seal of the writer himself (RFC 8551, RFC 9580), which stands in no DNS.
        r"\bsign(?:ed|ature|ing)?\b[^.;\n]{0,30}\b(?:s/?mime|(?:open)?pgp|gpg)\b",
        r"\b(?:user|account|client|session)(?: @| [\w·-]{2,60})? (?:has )?fail(?:s|ed) authenticat"
        r"|\bauthentication (?:has |is |was )?(?:expired|refused|rejected|denied)\b|\btoo many (?:failed "
        r"|invalid |unsuccessful |bad )?"
        r"(?:log-?ins?|authenticat\w{1,5}|passwords?)\b",
    ),
    rule(
        "authentication-said",
        Category.AUTHENTICATION,
        False,
        "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
        r"\b[45]\.7\.(?:2[0-46790]|30|40|509|515)\b|\bsender is unauthenticated",
        r"\b(?:mail|message|letter)s? (?:from|of) (?:@|[\w·-]{3,60}) (?:has |have )?fail(?:s"
        r"|ed)? (?:to )?authenticat"
        r"|\bsignature (?:verification|validation|check) fail|\b(?:cannot|can't|could not"
        r"|unable to) authenticate (?:that )?(?:this|the|your) (?:e-?mail|mail|message|domain|author)",
        r"\bsigning (?:domain|identity|key)\b[^.;\n]{0,30}\b(?:not|unknown|invalid|missing|broken"
        r"|malformed)\b"
        r"|\bselector [\w·-]{1,60} (?:does|did|is|was|not|unknown|invalid)\b",
        r"\b(?:has no|have no|not have|not publish|without)\b (?:an? |any |valid ){0,2}(?:spf|dkim|dmarc)\b",
        r"\b(?:spf|dkim|dmarc)\b[^.;\n]{0,30}\b(?:fail|did not pass|does not pass|polic|violat|softfail)",
    ),
    rule(
        "content-pattern",
        Category.CONTENT,
        False,
        "553 Blocked using spam pattern, change the text of your message",
        # The type of what is banned: a part of a mail (RFC 2045 section 5).
        r"\b(?:message|mail|e-?mail) (?:was |is |been )?(?:detected|classified|identified|flagged|marked"
        r"|tagged)"
        r" as (?:\w{1,10} ){0,2}(?:spam|junk|phish\w{0,3}|virus|malware|bulk)\b(?! from)",
        r"\b(?:banned|forbidden|blocked)\b[^;\n]{0,20}\b(?:multipart|application|text|image|audio|video)/",
        r"\bblocked using (?:an? |the |our )?(?:spam|content|virus|pattern|keyword|body|message"
        r"|heuristic)\b(?! (?:source|list)|·)",
        r"\b[\w-]{1,40}[.·](?:exe|scr|vbs|bat|docm|xlsm|lnk|jar|hta|pif)\b[^.;\n]{0,30}"
        r"\b(?:not|refused|rejected|blocked|forbidden|denied)\b|\b(?:mime|zip|archive|decompression) bomb\b"
        r"|\b(?:words?|phrases?|files?|attachments?) (?:(?:that )?(?:is|are) )?on (?:our|the|an?"
        r"|its) (?:\w{1,12} )?(?:watch-?)?list\b",
        # What a part of the mail carries, however ill it is made.
        r"\b(?:hides?|hiding|conceals?|concealing|smuggles?|carries|carrying) (?:an? )?(?:\w{1,12} )?"
        r"(?:virus|malware|trojan|worm|exploit|macro|payload|phish|executable)|\b(?:illegal|forbidden"
        r"|disallowed|dangerous"
        r"|unacceptable) file (?:extension|type|name|format)s?\b",
        r"\bverdict[=:] ?spam\b|\bscore[=: ]{1,2}\d{1,3}(?:·\d{1,2}|\.\d{1,2})?/\d",
        r"rejected due to spam classification|anti-?spam checks",
        # What was detected is the mail, whatever the subject of the sentence is.
        r"\b(?:detected|identified|classified|considered|flagged|marked|recogni[sz]ed|treated|judged|deemed"
        r"|regards?|rated) (?:that )?(?:the|this|your|that) (?:e-?mail|mail|message)s?\b[^.;\n]{0,30}"
        r"\b(?:as|is|was|to be) (?:\w{1,10} ){0,2}(?:spam|junk|unsolicited|bulk|unwanted)\b",
        r"\b(?:body|text|subject|attachment|hash|checksum|fingerprint|phrase)s? (?:\w{1,8} )?(?:(?:is"
        r"|was|are) )?"
        r"(?:(?:on|in) (?:our|an?|the) (?:\w{1,8} )?(?:black|block|deny|stop)[- ]?list|(?:black|block"
        r"|deny)[- ]?listed)",
        r"\bcontent (?:refused|rejected|denied|blocked|reject)\b|\bdspam\b"
        r"|\b(?:blocked|rejected|refused|stopped|dropped) (?:due to|because of|for|over)"
        r" (?:(?:its|the|spam|junk|bad|unwanted) ){0,3}content\b",
        r"\b(?:uribl|surbl|dbl)(?: \w{1,12}){0,1} polic(?:y|ies)\b",
    ),
    rule(
        "greylist",
        Category.RATE_LIMITED,
        False,
        "450 4.7.1 You are greylisted, try again in 300 seconds",
        # What a policy server of Postfix says by default.
        r"\bintentional policy rejection, please try again later\b",
        r"\bgr[ea]y[- ]?list(?!(?:ing)? (?:data ?base|service|server|daemon))",
        r"blocked using grey\b",
        # Not known yet: that passes by itself.
        r"\b(?:inconnue?|jamais vue?) (?:jusqu|a ce jour)|\b(?:bisher|bislang|noch) (?:unbekannt"
        r"|nicht bekannt|nie gesehen)|\bdesconocid[oa] hasta|\b(?:ate agora|ainda) desconhecid"
        r"|\bfinora sconosciut"
        r"|\btot nu toe onbekend|\bdotychczas nieznan|\bdosud neznam",
    ),
    rule(
        "many-unknown",
        Category.RATE_LIMITED,
        False,
        "450 4.7.1 Trop de destinataires inconnus",
        # How many they were is the reason, not that one of them is.
        r"\b(?:trop de|zu viele|demasiad[oa]s|muit[oa]s|tropp[ie]|te veel|zbyt wiele|prilis mnoho|cok fazla"
        r"|for mang[ae]) (?:\w{1,14} ){0,2}(?:unbekannt|inconnu|desconoc|desconhec|invalid|inexist|sconosc"
        r"|onbekend|nieznan|neznam|gecersiz|okand|ukend|ukjent|ungultig)",
    ),
    rule(
        "not-in-directory",
        Category.NONEXISTENT,
        False,
        "User kai (kai@corp.example.net) not listed in Domino Directory",
        r"not listed in (?:the )?(?:[\w' ]{0,30})?(?:directory|public|address book|names|domino)",
        r"\b(?:user|recipient|address|mail ?box|account|person)\b[^.;\n]{0,20}\bnot in (?:the |our |any "
        r"|this )?"
        r"(?:\w{1,12} )?(?:directory|address book|ldap|user list)\b",
        r"not (?:(?:found|listed|present|exist) in|(?:an? )?(?:member|part|entry) (?:of"
        r"|in)) (?:the )?(?:[\w' ]{0,30})?(?:directory|address book"
        r"|ldap|alias)",
    ),
    rule(
        "closed-since-full",
        Category.MAILBOX_FULL,
        False,
        "550 5.2.1 Mailbox suspended: over quota",
        r"\b(?:disabled|suspended|closed|locked|inactive|deactivated|frozen)(?: because of|:| \(|,| -"
        r"| due to| for"
        r"| as)[^.;\n]{0,24}\b(?:over ?quota|(?:over|exceed\w{0,3}) (?:its |the |his |her )?(?:disk "
        r"|storage )?quota"
        r"|quota (?:exceed|is\b|used)|full\b|too (?:full|much stor)"
        r"|(?:storage|space|room) (?:is )?(?:used up|exhausted|gone))",
    ),
    rule(
        "mailbox-in-use",
        Category.UNDELIVERABLE,
        False,
        "450 4.2.0 Mailbox is locked by another process",
        r"\b(?:mail ?box|account|recipient|user)\b[^.;\n]{0,24}\b(?:locked|disabled|closed|suspended)(?: for"
        r"|:| during)"
        r" (?:mail ?box )?(?:maintenance|migration|backup|repair)\b",
        r"\b(?:mail ?box|account|mail file|mail store|folder|inbox)\b[^.;\n]{0,24}\b(?:(?:could"
        r"|can) ?not be (?:locked"
        r"|opened)|locked by an|being (?:moved|migrated|rebuilt|restored|repaired|backed|upgraded"
        r"|converted))",
        r"\bdelivery to (?:\w{1,12} ){1,2}(?:is |was )?temporarily suspended\b",
        r"\bmail ?box (?:is |was )?(?:currently |temporarily )?"
        r"(?:locked (?:while|by (?:another|a ))|in use|busy|being (?:moved|migrated|rebuilt|restored))",
        r"\bmail ?box (?:has |is )?(?:an? )?(?:invalid format|corrupt|damaged|inconsistent)",
    ),
    rule(
        "closed-to-some",
        Category.POLICY,
        False,
        "550 Mailbox is closed to senders outside the company",
        r"\b(?:group|list|forum|channel|mail ?box|address(?:ee)?|recipient|user"
        r"|account)\b[^.;\n]{0,30}\bclosed"
        r" (?:to|for) (?:you|us|others|everybody|all\b|the (?:public|world|outside)|senders|outsiders"
        r"|strangers|external|posts?\b|postings?)",
        r"\b(?:cannot|can't|may not|must not) be (?:\w{1,10} ){1,2}(?:by|from) (?:outsiders|strangers|outside"
        r"|external|non-?members|others)",
        r"\b(?:group|forum|channel) (?:is |was )?(?:\w{1,12} and )?closed\b(?! down)",
        r"\b(?:user|recipient|owner|mailbox|account) (?:has )?(?:disabled|closed|blocked|locked|turned off)"
        r" (?:e?-?mails?|messages?|this address|the address|your)\b(?: \w{1,12}){0,2} (?:from|to|of)\b",
        r"\b(?:disabled|blocked|closed|locked|suspended) (?:\w{1,10} ){0,4}(?:for|to|from) (?:\w{1,10} ){0,2}"
        r"(?:senders|outsiders|strangers|outside)\b",
    ),
    rule(
        "mailbox-blocked",
        Category.INACTIVE,
        False,
        "550 5.2.1 This mailbox has been blocked due to inactivity",
        r"\b(?<!your )(?:mailbox|account|recipient|user|email address)\b"
        r"(?:(?!\b(?:ips?|hosts?|servers?|senders?|clients?|domains?|networks?|quota|full)\b)[^.;\n]){0,50}?"
        r"\b(?:is|was|has been"
        r"|currently|:)\s*(?:temporarily |currently )?"
        r"(?:blocked|locked|suspended|disabled|inactive|deactivated|frozen)"
        r"(?! (?:using|by (?:ip|the sp))|[^.;\n]{0,30}\b(?:for|to|from) (?:\w{1,10} ){0,2}(?:senders?"
        r"|outside))",
        r"\b(?<!your )(?:mail ?box|account) (?:is )?blocked by (?:its |the |his |her )?(?:owner|user"
        r"|admin|operator)",
        r"\b(?<!your )(?:mail ?box|account) (?:disabled|suspended|deactivated|frozen|locked)\b(?!-)",
        r"\b(?:blocked|disabled|suspended|inactive|deactivated|frozen|locked) (?:mailbox|account|user"
        r"|recipient)(?!s\b)",
    ),
    rule(
        "url-listed",
        Category.CONTENT,
        False,
        "554 5.7.1 Message contains a URL listed in the SURBL block list",
        r"\b(?:contain\w{0,3}|with|has|have|holds?|includes?)\b[^.;\n]{0,50}\b(?:block\w{0,4}|spam|bad|listed"
        r"|malicious|phishing|suspicious|unsafe|harmful|dangerous) (?:url|uri|link)",
        r"\b(?:url|uri|link|web ?site|href|hyperlink)s?\b(?!·)[^.;\n]{0,60}\b(?:(?:black|block)?listed"
        r"|black ?list|block ?list|blocked|surbl|uribl|dbl|schwarzen liste|liste noire|lista ne(?:gr|r)a)\b",
        r"\b(?:body|message|content|mail|e-?mail) (?:text )?(?:contain(?:s|ed"
        r"|ing)?|mentions?|names?|refers? to|links? to|points? to|advertises?|holds?"
        r"|includes?) [^.;\n]{0,60}\b(?:(?:black|block)?listed|blacklist|surbl|uribl|dbl)\b",
        r"\b(?:blacklisted|blocklisted|denylisted|listed|blocked) (?:url|uri|link|web ?site|site|page)",
    ),
    rule(
        "object-reputation",
        Category.CONTENT,
        False,
        "550 The message holds a link with a bad reputation",
        r"\b(?:url|uri|link|attachment|file|web ?site|body|content)s?\b[^.;\n]{0,40}\breputation\b",
        r"\b(?:url|uri|link)s?\b[^.;\n]{0,40}\b(?:unknown host|domain does not exist|not resolve)",
        r"\bdomain (?:in|of|behind) (?:the |an? |your )?(?:link|url)\b",
        r"\breputation of (?:the |an? |this )?(?:url|uri|link|attachment|file|web ?site|message)",
    ),
)
