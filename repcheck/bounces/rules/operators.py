"""Operators whose look-up pages and names stand in replies: a pattern of each, and a zone of its lists."""

# Operators whose look-up pages and names stand in replies, for lists that a catalog may not carry.
OPERATORS: tuple[tuple[str, str], ...] = tuple(
    (pattern, zone)
    for zone, pattern in {
        "dnsbl.sorbs.net": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}sorbs\.net(?![\w-])|(?-i:\bSORBS\b)",
        "ix.dnsbl.manitu.net": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}manitu\.net(?![\w-])|\bNiX ?Spam\b",
        "csi.cloudmark.com": r"\bcsi\.cloudmark\.com|\bcloudmark sender intelligence|\bcm-csi-v\d",
        "ipcheck.proofpoint.com": r"\bipcheck\.proofpoint\.com|\bproofpoint\.com/dnsbl-lookup"
        r"|\bproofpoint dynamic reputation",
        "ipremoval.sms.symantec.com": r"\bipremoval\.sms\.symantec\.com"
        r"|\bsymantec (?:global )?(?:bad senders|reputation)",
        "ers.trendmicro.com": r"\bers\.trendmicro\.com|\bmail-abuse\.(?:com|org)\b"
        r"|\btrend ?micro (?:rbl|email reputation|ip reputation)"
        r"|\bERS-(?:RBL|QIL|DUL)\b",
        "talosintelligence.com": r"\btalosintelligence\.com|\bsenderbase\.org|(?-i:\bSenderBase\b)"
        r"|\btalos (?:intelligence|reputation)|(?-i:\bSBRS\b)",
        "senderscore.org": r"\bsenderscore\.(?:org|com|net)/(?:rtbl|blocklistlookup|lookup)",
        "trustedsource.org": r"\btrustedsource\.org|(?-i:\bTrustedSource\b)",
        "fortiguard.com": r"\bfortiguard\.com"
        r"|\b(?:blocked|listed|rejected|denied) (?:by|in|on|using) fortiguard\b"
        r"|\bfortiguard[\w -]{0,30}(?:block|black|ip|reputation"
        r"|antispam)",
        "matrix.spfbl.net": r"\bmatrix\.spfbl\.net",
        "sip.invaluement.com": r"\bivmSIP\b|\binvaluement\b",
        "bl.mailspike.net": r"\bmailspike\.(?:net|org|io|com)\b",
        "bl.spamcop.net": r"(?<![\w@.-])(?:www\.)?spamcop\.net(?![\w-])",
        "b.barracudacentral.org": r"\bbarracuda ?central\b|(?-i:\bBRBL\b)",
        "psbl.surriel.com": r"(?-i:\bPSBL\b)",
        "dnsbl.njabl.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}njabl\.org",
        "dnsbl.ahbl.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}ahbl\.org",
        "relays.ordb.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}ordb\.org",
        "dnsbl.cobion.com": r"\bdnsbl\.cobion\.com",
        "spamrl.com": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}spamrl\.com",
    }.items()
)
