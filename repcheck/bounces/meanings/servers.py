"""Texts that many servers write, Postfix and Exim among them, and what they mean."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_GONE = (Category.NONEXISTENT, Category.INACTIVE)
_RULES = (Category.POLICY, Category.AUTHENTICATION, Category.OTHER)
_LOAD = (Category.RATE_LIMITED, Category.UNDELIVERABLE, Category.POLICY, Category.BLOCKED)

SERVERS: tuple[MeaningRow, ...] = (
    row(
        "from-is-an-address",
        "The From field holds an IP address, or nothing, where an address with a domain must stand.",
        ("your-admin", "after-fix", "keep"),
        "Set a full address, with a domain, as From in the program that sends.",
        sample="550 5.7.1 IP addresses are not allowed as a From: Address",
        fits=(Category.POLICY, Category.CONTENT, Category.OTHER),
        pattern=r"(?i)not allowed as a From: ?address|(?:blank|empty|missing|no valid) From\b"
        r"|From (?:header|field|address) (?:is )?(?:blank|empty|missing)",
    ),
    row(
        "relay-denied",
        "The server takes no mail for this domain from outsiders: it is the wrong server, or you are not"
        " logged in.",
        ("your-admin", "after-fix", "keep"),
        "If it is your own outgoing server, turn on authentication in your mail program.",
        "If it is the recipient's, its MX record points to a server that does not know the domain: tell"
        " its owner.",
        sample="554 5.7.1 <kai@corp.example.net>: Relay access denied",
        fits=_RULES,
        pattern=r"(?i)\brelay(?:ing)? (?:access )?(?:denied|not permitted|prohibited|is not allowed)"
        r"|not permitted to relay|rcpthosts",
    ),
    row(
        "login-wrong",
        "The name or password for sending was wrong; it is about your login, not about SPF or DKIM.",
        ("you", "after-fix", "keep"),
        "Enter the password for outgoing mail again; some providers want an app password.",
        sample="535 5.7.8 Authentication credentials invalid",
        fits=_RULES,
        pattern=r"(?i)\bauthentication (?:credentials|unsuccessful|failed)|\b5\.7\.8\b|\bbad credentials\b"
        r"|username and password not accepted",
    ),
    row(
        "encryption-wanted",
        "The server takes this only over an encrypted connection.",
        ("your-admin", "after-fix", "keep"),
        "Turn on TLS (STARTTLS) for sending.",
        sample="530 5.7.0 Must issue a STARTTLS command first",
        fits=_RULES,
        pattern=r"(?i)\bmust issue a STARTTLS\b|\bSTARTTLS (?:command )?(?:first|required|is required)",
    ),
    row(
        "login-needed",
        "The outgoing server wants your name and password before it takes the mail.",
        ("you", "after-fix", "keep"),
        "Turn on authentication for outgoing mail in your mail program.",
        sample="530 5.7.0 Authentication required",
        fits=_RULES,
        pattern=r"(?i)\b53[05] [^\n]{0,12}authentication|turn on smtp auth|must authenticate"
        r"|client was not authenticated",
    ),
    row(
        "not-a-member",
        "Only members may write to this list or group.",
        ("recipient", "after-fix", "keep"),
        "Join the list, or ask its owner to let you write.",
        sample="550 5.7.1 Only members of the list may post to it",
        fits=_RULES,
        pattern=r"(?i)\bonly (?:\w{1,12} ){0,2}(?:members|subscribers)\b[^\n]{0,40}\b(?:post|send|write)"
        r"|not subscribed",
    ),
    row(
        "greylisted",
        "The server takes mail of unknown senders at the second try only (greylisting); the delay is"
        " some minutes.",
        ("nobody", "by-itself", "keep"),
        sample="450 4.2.0 Recipient address rejected: Greylisted, see https://example.net/",
        fits=_LOAD,
        pattern=r"(?i)\bgr[ae]y-?list",
    ),
    row(
        "postfix-host-unknown",
        "The domain behind the @ is not in the DNS.",
        ("you", "no", "correct"),
        "Look for a typing error behind the @.",
        sample="Host or domain name not found. Name service error for name=corp.example type=A: Host not"
        " found",
        fits=_GONE,
        pattern=r"Name service error for name=\S{1,255} type=\w{1,6}: Host not found",
    ),
    row(
        "postfix-dns-for-now",
        "The DNS gave no usable answer for the domain or its mail host; that says nothing of the address.",
        ("nobody", "by-itself", "keep"),
        "If it happens for many domains, look at the resolver of your own server.",
        sample="Name service error for name=corp.example.net type=MX: Host not found, try again",
        fits=(Category.UNDELIVERABLE, Category.DELAYED),
        pattern=r"Name service error for name=",
    ),
    row(
        "postfix-loops-back",
        "Your own server takes itself for the domain's mail server, and is not set up to keep the mail.",
        ("your-admin", "after-fix", "keep"),
        "Name the domain among those that the server serves, or fix the MX record.",
        sample="mail for corp.example.net loops back to myself",
        fits=(Category.UNDELIVERABLE,),
        pattern=r"loops back to myself|points back to",
    ),
    row(
        "mail-loop",
        "The mail goes in a circle: two servers, or a forward, hand it to each other until one gives up.",
        ("their-admin", "no", "keep"),
        "Have the recipient's forwards and the MX record of the domain checked: one of them points back.",
        sample="554 5.4.12 hop count exceeded",
        fits=(Category.UNDELIVERABLE, Category.OTHER),
        pattern=r"(?i)\bhop count exceeded|\btoo many hops\b|\bmail(?:er)? (?:forwarding )?loop\b"
        r"|\brouting loop\b|\bmaximum hop count\b",
    ),
    row(
        "postfix-connect",
        "No connection to the recipient's server: it is down, or a firewall stands between.",
        ("nobody", "by-itself", "ask"),
        "If it happens for all domains, your own network blocks port 25: ask your hosting provider.",
        sample="connect to mx.corp.example.net[198.51.100.7]:25: Connection timed out",
        fits=(Category.UNDELIVERABLE, Category.DELAYED),
        pattern=r"\bconnect to \S{1,255}: (?:Connection|No route|Network|Operation)|\bcouldn't connect\b"
        r"|\bestablish an SMTP connection",
    ),
    row(
        "postfix-helo",
        "Your server introduces itself (HELO) with a name that is not a full host name, or does not exist.",
        ("your-admin", "after-fix", "keep"),
        "Set the server's HELO name to its full host name, with an address record of its own.",
        sample="504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
        fits=_RULES,
        pattern=r"(?i)\bhelo command rejected|invalid helo|helo (?:is )?(?:faked|invalid|name)",
    ),
    row(
        "sender-unverified",
        "The receiver asked whether your sender address exists, and the answer was no or none.",
        ("your-admin", "after-fix", "keep"),
        "Send from an address that exists and takes replies.",
        sample="550 Verification failed for <news@example.com> Sender verify failed",
        fits=_RULES,
        pattern=r"(?i)\bsender verif(?:y|ication) failed|callback setup failed|verification failed for",
    ),
    row(
        "exim-unrouteable",
        "Exim knows no way for the address: the domain has no mail server, or the local name is unknown.",
        ("you", "no", "correct"),
        "Look for a typing error on both sides of the @.",
        sample="550 Unrouteable address",
        fits=(*_GONE, Category.UNDELIVERABLE),
        pattern=r"(?i)\bunroute?able address",
    ),
    row(
        "exim-retry-time",
        "Exim tried for days without success and gave up.",
        ("their-admin", "later", "ask"),
        "Look whether the domain still has a working mail server.",
        sample="retry timeout exceeded",
        fits=(Category.UNDELIVERABLE,),
        pattern=r"retry time(?:out exceeded| not reached)|failing for a long time",
    ),
    row(
        "hosting-hourly-limit",
        "Your hosting provider limits how many mails a domain may send in an hour.",
        ("you", "later", "keep"),
        "Wait an hour; ask the provider for a higher limit, or use a mailing service.",
        sample="Domain example.com has exceeded the max emails per hour (150/150 (100%)) allowed",
        fits=_LOAD,
        pattern=r"(?i)exceeded the max(?:imum)? (?:e-?mails|defers and failures) per hour",
    ),
    row(
        "null-mx",
        "The domain says in the DNS that it takes no mail at all (null MX, RFC 7505).",
        ("you", "no", "remove"),
        "Ask the recipient for an address in another domain.",
        sample="Domain corp.example.net does not accept mail (nullMX)",
        fits=(*_GONE, Category.UNDELIVERABLE),
        pattern=r"(?i)null ?mx",
    ),
    row(
        "list-refused-their-resolver",
        "The blocklist refused the receiver's name server, and the receiver took that for a listing. You"
        " are not listed.",
        ("their-admin", "after-fix", "keep"),
        "Tell the receiver's postmaster: the resolver of the mail server must be its own, or have a key"
        " for the list.",
        sample="554 5.7.1 Client host [192.0.2.25] blocked using bl.example; Error: open resolver",
        fits=(Category.UNDELIVERABLE,),
        pattern=r"(?i)error: open resolver|/returnc/|query refused",
    ),
    row(
        "sender-on-no-tls",
        "Your server insists on TLS, and the recipient's server does not offer it or has a bad certificate.",
        ("their-admin", "after-fix", "keep"),
        "Tell its administrator; lower the demand for this domain if the content allows.",
        sample="TLS is required, but was not offered by host mx.corp.example.net",
        fits=(Category.UNDELIVERABLE, Category.POLICY),
        pattern=r"(?i)\btls is required, but|server certificate (?:not|verif)|cannot start tls",
    ),
    row(
        "virus",
        "A scanner found something harmful in the mail, or in its attachment.",
        ("you", "after-fix", "keep"),
        "Scan your computer and the attachment before you send anything again.",
        sample="554 5.7.1 virus detected: Eicar-Test-Signature",
        fits=(Category.CONTENT,),
        pattern=r"(?i)\b(?:virus|malware|infected|trojan)\b",
    ),
    row(
        "old-address",
        "The person has left the organisation, and the address goes with it.",
        ("you", "no", "remove"),
        "Ask for the new address by other means.",
        sample="550 The user has left the company",
        fits=_GONE,
        pattern=r"(?i)\bhas left (?:the|our|this)|no longer (?:works|working|employed|with|at)\b",
    ),
)
