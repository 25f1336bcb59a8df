"""Rules for words that say little: they decide where nothing better stands in a reply."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

WEAK_RULES: tuple[Rule, ...] = (
    rule(
        "address-doubted",
        Category.NONEXISTENT,
        False,
        "Unable to deliver the message. Please check if the address is correct.",
        r"\b(?:check|verify|make sure) (?:if |that |whether )?"
        r"(?:the |this |your )?(?:recipient'?s? )?(?:e-?mail )?address(?:es)? (?:is|are|was|were) "
        r"(?:correct|valid|spelled)",
    ),
    rule(
        "not-accepting",
        Category.UNDELIVERABLE,
        False,
        "521 5.3.2 This host does not accept mail",
        r"\b(?:server|host|system|machine|domain|site)\b[^.;\n]{0,20}\b(?:does|do|is"
        r"|not)\b[^.;\n]{0,12}\b(?:accept|receiv)\w{0,3} (?:e-?mail|mail|messages|smtp)"
        r"|not (?:currently )?accepting (?:mail|messages|network|connections|e-?mail)"
        r"|smtp service (?:not|is)|[\w-]·[\w-]{1,60} does not accept (?:e-?mail|mail|messages)\b",
    ),
    rule(
        "system",
        Category.UNDELIVERABLE,
        False,
        "451 4.3.0 Local error in processing, please try again",
        r"local (?:error|problem|delivery|configuration|processing)|(?:system|internal|server|queue|i/o"
        r"|file|temporary|transient|resources?|software|configuration) (?:\w{1,12} )?(?:error"
        r"|fail(?:ure|ed)?|problem|unavailable|trouble)|command (?:died|failed|output)|can(?:not"
        r"|'t) (?:create|open|append|lock|write)|permission denied|pipe to|mailer (?:error|died|failed"
        r"|returned)|out of memory"
        r"|resources temporarily|insufficient (?:system )?(?:resources|storage|space)"
        r"|system (?:not|resource|too busy|load)|try again later|deferred|too busy|server busy|(?:un"
        r"|not )able to verify|did not answer|overloaded\b"
        r"|\bclosing (?:transmission )?channel\b|\b(?:backend|service|system|database) (?:is "
        r"|was )?(?:currently |temporarily )?(?:unavailable|offline|down)\b|\bthread limit"
        r"|temporarily rejected"
        r"|no such file or directory|(?:expansion|rewriting) failed|outofmemory|action aborted"
        r"|mail system (?:is )?down|\.forward|maildir|write error"
        r"|service (?:currently |temporarily )?(?:unavailable|not available)"
        r"|protocol error|unable to (?:deliver|write|process|lock|create|open)|configuration",
    ),
    rule(
        "form",
        Category.POLICY,
        False,
        "550 Headers are not RFC compliant",
        r"\b(?:two|several|multiple|more than one|\d{1,2}) (?:from|to|date|subject"
        r"|message-id) (?:headers?|fields?|lines?)",
        r"\btoo many (?:invalid|bad|syntax|unrecogni\w{3,5}|wrong) |\brfc ?-?(?:5322|2822|822|5321|2821"
        r"|compliant|violation)|not compliant|header error"
        r"|multiple addresses in from|(?:bad|missing|invalid|malformed|illegal|multiple|duplicate"
        r"|without) (?:\S{1,20} )?(?:header|helo|ehlo|date|from|message-?id)|syntax|bare (?:lf|cr)"
        r"|not yet given|synchroni[sz]ation error"
        r"|(?:unrecogni[sz]ed|unknown|unimplemented|unsupported) command"
        r"|command (?:not (?:recogni[sz]ed|implemented|understood|allowed|supported)|unrecogni[sz]ed|unknown)"
        r"|pipelin|bad sequence|improper (?:use|command)|fully[- ]qualified|malformed|\bhelo\b|\behlo\b"
        r"|bounce message|null sender",
    ),
    rule(
        "sender-rule",
        Category.POLICY,
        False,
        "550 5.7.1 Sender address rejected: not allowed by our rules",
        r"\b(?:sender|from)\b[^.;\n]{0,40}\b(?:invalid|reject|denied|not (?:allow|permit|accept|verif"
        r"|valid|exist|on)|unknown|verify|restrict|refus|no mx|does not)|(?:emetteur"
        r"|exp[ée]diteur) (?:invalide|refus)|invalid sender|no valid sender|sender verif"
        r"|verification of the sender"
        r"|(?:may|can) ?not send (?:e?-?mails? |messages? )?to|sender was rejected|not (?:on"
        r"|in) (?:my|the|a|an|our) (?:accept|allow|white|approved|guest)|restricted"
        r"|not allowed to (?:send|post|submit)|do(?:es)? not have permission|not permitted"
        r"|(?:server|host|ip|sender|e-?mail address|identit\w{1,3}|domain(?: [\w·-]{1,60})?) (?:is "
        r"|are )?not (?:yet )?"
        r"(?:confirmed|verified|registered|approved)"
        r"|not authori[sz]ed|unauthori[sz]ed|permission to (?:send|post)|authrequired|RESOLVER\.RST",
    ),
    rule(
        "policy",
        Category.POLICY,
        False,
        "554 5.7.9 Message not accepted for policy reasons",
        r"\bpolic(?:y|ies)\b|polityk|politique|richtlini|administrative(?:ly)? prohibit"
        r"|security (?:reason|polic|violation)|prohibited|(?:against|under|by) (?:our|the|local|house) rules"
        r"|\brules of (?:this|the|our)\b|not allowed|violat|suppress(?:ed|ion)|encrypt|starttls|tls required"
        r"|message (?:was )?(?:not accepted|refused)"
        r"|\b(?:by|of) (?:the |our |an? |your |their |its )?(?:\w{1,12} )?administrator",
    ),
    rule(
        "refused",
        Category.POLICY,
        None,
        "554 Access denied",
        r"access (?:is |was )?denied|(?:service|connection|mail|delivery|message|transaction|request"
        r"|command|e-?mail) (?:was |is |has been )?(?:refused|rejected|denied|blocked|not (?:permitted"
        r"|allowed|authori[sz]ed))|\brejected\b|\brefused\b|\bdenied\b|go away|not welcome|\bnot accepted\b"
        r"|\bblocked\b",
    ),
    rule(
        "unavailable",
        Category.OTHER,
        None,
        "554 Transaction failed",
        r"requested (?:mail )?action|mailbox unavailable or|transaction failed|recipient unavailable",
    ),
)
