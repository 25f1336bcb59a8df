"""Well-known texts of Microsoft 365 and Outlook.com, and what they mean."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_GONE = (Category.NONEXISTENT, Category.INACTIVE)
_RULES = (Category.POLICY, Category.AUTHENTICATION, Category.OTHER)
_LOAD = (Category.RATE_LIMITED, Category.UNDELIVERABLE, Category.POLICY, Category.BLOCKED)

MICROSOFT: tuple[MeaningRow, ...] = (
    row(
        "m365-legacy-dn",
        "The mail went to an old internal address of Exchange (IMCEAEX, legacyExchangeDN) out of an"
        " address book"
        " or an old mail, and that mailbox was moved or made anew.",
        ("you", "after-fix", "correct"),
        "Delete the entry from the list of suggestions that opens when you type the name.",
        "Type the full address anew, or have the administrator add the old one as an X500 address.",
        sample="550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found",
        fits=_GONE,
        pattern=r"RESOLVER\.ADR\.ExRecipNotFound|IMCEAEX-",
    ),
    row(
        "m365-recipient-unknown",
        "The recipient's organisation has no such address.",
        ("you", "no", "correct"),
        "Look for a typing error; delete the suggestion of your mail program and type the address anew.",
        "If the address is right, its administrator may have to set up the mailbox or a synchronised object.",
        sample="550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        fits=_GONE,
        pattern=r"RESOLVER\.ADR\.Recip(?:ient)?NotFound|\b5\.1\.10\b[^\n]{0,80}not found",
    ),
    row(
        "m365-directory-edge",
        "Microsoft's edge does not know the recipient and refuses before the mail is taken (directory-based"
        " edge blocking).",
        ("you", "no", "correct"),
        "Check the address.",
        "If it exists, its administrator has to synchronise it, or to set the domain to internal relay.",
        sample="550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
        fits=_GONE,
        pattern=r"\b5\.4\.1\b[^\n]{0,40}Recipient address rejected: Access denied",
    ),
    row(
        "m365-group-closed",
        "The address is a group that takes mail only of signed-in members of its organisation.",
        ("their-admin", "after-fix", "keep"),
        "Ask the owner of the group to allow senders from outside, or write to a member.",
        sample="550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        fits=_RULES,
        pattern=r"SenderNotAuthenticatedForGroup|\b5\.7\.133\b",
    ),
    row(
        "m365-mailbox-closed",
        "The mailbox takes mail only of signed-in members of its organisation.",
        ("their-admin", "after-fix", "keep"),
        "Ask the recipient by other means to have senders from outside allowed.",
        sample="550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox; authentication required",
        fits=_RULES,
        pattern=r"SenderNotAuthenticatedFor(?:Mailbox|PublicFolder|MailUser)|\b5\.7\.13[456]\b|RESOLVER\.RST\.AuthRequired",
    ),
    row(
        "m365-not-allowed-sender",
        "The group or mailbox has a list of who may write to it, and you are not on it.",
        ("their-admin", "after-fix", "keep"),
        "Ask the owner of the group to put you on the list of allowed senders.",
        sample="550 5.7.124 RESOLVER.RST.NotAuthorized; sender not in allowed-senders list",
        fits=_RULES,
        pattern=r"RESOLVER\.RST\.(?:NotAuthorized|RestrictedToRecipients\w{0,20})|\b5\.7\.12[3459]\b|\b5\.7\.1[23]\b",
    ),
    row(
        "m365-recipient-size",
        "The mail is larger than this recipient may receive, or than you may send.",
        ("you", "after-fix", "keep"),
        "Send a link in place of the attachment.",
        sample="552 5.3.4 RESOLVER.RST.RecipSizeLimit; message too large for this recipient",
        fits=(Category.TOO_LARGE,),
        pattern=r"RESOLVER\.RST\.\w{0,10}SizeLimit|ROUTING\.SizeLimit",
    ),
    row(
        "m365-loop",
        "The mail goes in a circle, mostly between Microsoft 365 and an own or former server of the"
        " recipient.",
        ("their-admin", "no", "keep"),
        "The recipient's administrator has to look at the MX record, at connectors, and at the accepted"
        " domain"
        " (authoritative or internal relay).",
        "The hosts that come again in the Received lines of the returned mail are those of the circle.",
        sample="554 5.4.14 Hop count exceeded - possible mail loop ATTR34",
        fits=(Category.UNDELIVERABLE, Category.OTHER),
        pattern=r"\b5\.4\.14\b|ATTR3?4\b|\b5\.4\.6\b[^\n]{0,40}ROUTING\.LoopDetected|ROUTING\.LoopDetected",
    ),
    row(
        "m365-expired",
        "Microsoft tried for a day or more and gave up; the answer behind the arrow is the true reason.",
        ("their-admin", "later", "ask"),
        "Read the answer that is quoted; if it is a time-out, the recipient's server was down or closed"
        " to Microsoft.",
        sample="550 5.4.300 Message expired -> 451 4.4.0 connection timed out",
        fits=(Category.UNDELIVERABLE, Category.OTHER, Category.RATE_LIMITED),
        pattern=r"\b5\.4\.300\b|\b4\.4\.316\b",
    ),
    row(
        "m365-dns",
        "Microsoft could not find the domain's mail server in the DNS, or not reach it.",
        ("you", "after-fix", "correct"),
        "Check the part behind the @; if it is right, its owner has to fix the MX records.",
        sample="550 5.4.310 DNS domain corp.example.net does not exist",
        fits=(*_GONE, Category.UNDELIVERABLE),
        pattern=r"\b5\.4\.31[0267]\b|SMTPSEND\.DNS\.NonExistentDomain|\b5\.4\.4\b[^\n]{0,40}SMTPSEND",
    ),
    row(
        "m365-outbound-blocked",
        "Your own account was stopped for sending spam, or what looked like it; it may have been taken over.",
        ("your-admin", "after-fix", "keep"),
        "Change the password, look for foreign inbox rules and apps, then have the administrator lift"
        " the restriction"
        " (Restricted entities in Microsoft Defender).",
        sample="550 5.1.8 Access denied, bad outbound sender AS(42004)",
        pattern=r"\bbad outbound sender\b|\b5\.1\.8\b[^\n]{0,30}Access denied",
    ),
    row(
        "m365-daily-limit",
        "You have reached the number of recipients that Microsoft lets an account write to in a day.",
        ("you", "later", "keep"),
        "Wait 24 hours; use a mailing service for newsletters.",
        sample="550 5.1.90 Your message can't be sent because you've reached your daily limit for"
        " message recipients",
        fits=(*_LOAD, Category.OTHER),
        pattern=r"\b5\.1\.90\b|daily limit for message recipients|RecipientRateLimitExceeded",
    ),
    row(
        "m365-banned-ip",
        "Microsoft has your server's address on its own list.",
        ("your-admin", "after-fix", "keep"),
        "Enter the address at https://sender.office.com/; the removal takes up to a day.",
        sample="550 5.7.606 Access denied, banned sending IP [192.0.2.25]",
        fits=(Category.BLOCKED,),
        pattern=r"\b5\.7\.(?:60[6-9]|6[1-4]\d|511)\b|banned sending IP",
    ),
    row(
        "m365-tenant-limit",
        "Microsoft stopped the mail of your whole organisation, because too much of it looked like spam.",
        ("your-admin", "after-fix", "keep"),
        "Find the account or form that is abused, stop it, and ask Microsoft's support to lift the block.",
        sample="550 5.7.705 Access denied, tenant has exceeded threshold",
        pattern=r"\b5\.7\.(?:70[58]|750)\b|tenant has exceeded",
    ),
    row(
        "m365-own-blocklist",
        "Your own organisation has this recipient on its Tenant Allow/Block List.",
        ("your-admin", "after-fix", "keep"),
        "Have your administrator take the entry off the list.",
        sample="550 5.7.703 Messages to kai@corp.example.net are blocked by your organization",
        pattern=r"\b5\.7\.703\b|blocked by your organi[sz]ation",
    ),
    row(
        "m365-rejected-by-recipient",
        "The recipient's organisation blocks your domain or address itself.",
        ("their-admin", "after-fix", "keep"),
        "Ask the recipient by other means to have you allowed.",
        sample="550 5.7.507 Access denied, rejected by recipient",
        pattern=r"\b5\.7\.(?:507|513)\b|rejected by recipient",
    ),
    row(
        "m365-dmarc",
        "The mail does not pass DMARC, and your domain itself asks receivers to reject such mail.",
        ("your-admin", "after-fix", "keep"),
        "Sign with DKIM in the domain of the From address, or send through a server of its SPF record.",
        sample="550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification",
        fits=(Category.AUTHENTICATION,),
        pattern=r"\b5\.7\.509\b",
    ),
    row(
        "m365-authentication-level",
        "Outlook.com wants SPF, DKIM and DMARC of everybody who sends it much mail.",
        ("your-admin", "after-fix", "keep"),
        "Set up all three for the domain of the From address (repcheck domain DOMAIN).",
        sample="550 5.7.515 Access denied, sending domain doesn't meet the required authentication level",
        fits=(Category.AUTHENTICATION,),
        pattern=r"\b5\.7\.515\b",
    ),
    row(
        "m365-connector",
        "Microsoft does not know your server as one of the tenant's own, and relays for nobody else.",
        ("your-admin", "after-fix", "keep"),
        "Set up a connector with the server's address or certificate.",
        sample="550 5.7.64 TenantAttribution; Relay Access Denied",
        fits=_RULES,
        pattern=r"TenantAttribution|\b5\.7\.64\b",
    ),
    row(
        "m365-send-as",
        "Your account may not send with this From address.",
        ("your-admin", "after-fix", "keep"),
        'Send from your own address, or have the right "Send as" given to you.',
        sample="550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        fits=_RULES,
        pattern=r"permissions? to send as this sender|\b5\.7\.60\b|SendAsDenied",
    ),
    row(
        "m365-s3150",
        "Outlook.com has the network of your server on its own block list.",
        ("your-admin", "after-fix", "keep"),
        "Ask for removal with the form at https://olcsupport.office.com/ and join SNDS to see the cause.",
        sample="550 5.7.1 part of their network is on our block list (S3150)",
        fits=(Category.BLOCKED,),
        pattern=r"\((?:AS|S)31(?:40|50)\)|\b(?:AS|S)31[45]0\b",
    ),
    row(
        "m365-rate",
        "Outlook.com slows your server down, because it does not know it well or got complaints.",
        ("nobody", "by-itself", "keep"),
        "Send less and more evenly; a new address has to be warmed up for some weeks.",
        sample="451 4.7.650 The mail server [192.0.2.25] has been temporarily rate limited due to IP"
        " reputation",
        pattern=r"\b4\.7\.6[5-9]\d\b|temporarily rate limited",
    ),
    row(
        "m365-mailbox-full",
        "The recipient's mailbox is full.",
        ("recipient", "later", "ask"),
        "Tell the recipient by other means.",
        sample="554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException",
        fits=(Category.MAILBOX_FULL,),
        pattern=r"STOREDRV[^\n]{0,60}(?:Quota|full)",
    ),
)
