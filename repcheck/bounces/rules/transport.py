"""Rules for rate limits, expiry and the network, after all that is more telling."""

from repcheck.bounces.rules.rule import Rule, rule
from repcheck.model.bounces import Category

TRANSPORT_RULES: tuple[Rule, ...] = (
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
        r"|error)|socket error|not accept our requests? to connect|unverified address"
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
