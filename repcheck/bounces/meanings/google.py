"""Well-known texts of Gmail and Google Workspace, and what they mean."""

from repcheck.bounces.meanings.row import MeaningRow, row
from repcheck.model.bounces import Category

_GONE = (Category.NONEXISTENT, Category.INACTIVE)
_RULES = (Category.POLICY, Category.AUTHENTICATION, Category.OTHER)
_LOAD = (Category.RATE_LIMITED, Category.UNDELIVERABLE, Category.POLICY, Category.BLOCKED)

GOOGLE: tuple[MeaningRow, ...] = (
    row(
        "gmail-no-such-user",
        "Gmail has no account of this name; dots in a name make no difference there, other letters do.",
        ("you", "no", "correct"),
        "Look for a typing error or a blank at the end.",
        sample="550-5.1.1 The email account that you tried to reach does not exist. p=NoSuchUser - gsmtp",
        fits=_GONE,
        pattern=r"p=NoSuchUser|email account that you tried to reach does not exist",
    ),
    row(
        "gmail-disabled",
        "The Google account is disabled, by its owner, its organisation or by Google.",
        ("recipient", "no", "remove"),
        "Ask for another address by other means.",
        sample="550 5.2.1 The email account that you tried to reach is disabled. p=DisabledUser - gsmtp",
        fits=_GONE,
        pattern=r"p=DisabledUser|tried to reach is (?:disabled|inactive)",
    ),
    row(
        "gmail-full",
        "The recipient's Google storage is full; it is shared with Drive and Photos.",
        ("recipient", "later", "ask"),
        "Tell the recipient by other means.",
        sample="452-4.2.2 The recipient's inbox is out of storage space. p=OverQuotaTemp - gsmtp",
        fits=(Category.MAILBOX_FULL,),
        pattern=r"p=OverQuota|out of storage space",
    ),
    row(
        "gmail-receiving-rate",
        "The recipient gets mail faster than Gmail allows for one account.",
        ("nobody", "by-itself", "keep"),
        sample="450-4.2.1 The user you are trying to contact is receiving mail at a rate that prevents -"
        " gsmtp",
        pattern=r"p=ReceivingRate|receiving mail (?:at a rate|too quickly)",
    ),
    row(
        "gmail-reputation",
        "Gmail takes the mail for unwanted, because of the reputation of your address or domain.",
        ("your-admin", "after-fix", "keep"),
        "Look at the domain in Google Postmaster Tools; write only to those who asked for it, and less"
        " of it.",
        sample="550-5.7.1 Our system has detected that this message is likely unsolicited mail."
        " p=UnsolicitedMessageError",
        pattern=r"p=Unsolicited\w{0,30}|very low reputation of the sending|likely (?:unsolicited|suspicious)",
    ),
    row(
        "gmail-unauthenticated",
        "Gmail wants SPF or DKIM of every sender, and DMARC of those who send much.",
        ("your-admin", "after-fix", "keep"),
        "Sign with DKIM in your own domain, and name your servers in its SPF record (repcheck domain"
        " DOMAIN).",
        sample="550-5.7.26 Your email has been blocked because the sender is unauthenticated. - gsmtp",
        fits=(Category.AUTHENTICATION,),
        pattern=r"sender is unauthenticated|p=UnauthenticatedEmail|\b[45]\.7\.26\b[^\n]{0,200}gsmtp",
    ),
    row(
        "gmail-ptr",
        "Gmail wants a reverse name (PTR) of your server that resolves to its address.",
        ("your-admin", "after-fix", "keep"),
        "Have your hosting provider set the PTR to your mail host's name, and give that name the address.",
        sample="550-5.7.25 The IP address sending this message does not have a PTR record setup - gsmtp",
        fits=_RULES,
        pattern=r"does not have a\s+PTR record|p=(?:IPv6Auth|PTR)\w{0,20}",
    ),
    row(
        "gmail-attachment",
        "Gmail refuses attachments that can run as programs, also inside archives.",
        ("you", "after-fix", "keep"),
        "Share the file by a link.",
        sample="552-5.7.0 This message was blocked because its content presents a potential security"
        " issue. - gsmtp",
        fits=(Category.CONTENT,),
        pattern=r"p=BlockedMessage|content presents a potential\s+security issue",
    ),
    row(
        "gmail-size",
        "The mail is larger than Gmail takes (25 MB sent, 50 MB received).",
        ("you", "after-fix", "keep"),
        "Share the file by a link.",
        sample="552-5.3.4 Your message exceeded Google's message size limits. p=MaxSizeError - gsmtp",
        fits=(Category.TOO_LARGE,),
        pattern=r"p=MaxSizeError|exceeded Google's message size",
    ),
    row(
        "gmail-sending-limit",
        "You have reached the number of mails that Google lets an account send in a day.",
        ("you", "later", "keep"),
        "Wait 24 hours; use a mailing service for newsletters.",
        sample="550 5.4.5 Daily user sending limit exceeded. - gsmtp",
        fits=_LOAD,
        pattern=r"[Dd]aily (?:user )?(?:SMTP relay )?sending (?:limit|quota)",
    ),
    row(
        "gmail-header",
        "A field that every mail must have is missing or there twice (From, Date, Message-ID).",
        ("your-admin", "after-fix", "keep"),
        "Fix the program that writes the mail: one From, one Date, one Message-ID (RFC 5322 section 3.6).",
        sample="550-5.7.1 Messages missing a valid Message-ID header are not accepted. - gsmtp",
        fits=(Category.POLICY, Category.CONTENT),
        pattern=r"missing a valid (?:Message-ID|address in From|From)|RFC 5322[^\n]{0,60}multiple"
        r"|duplicate headers",
    ),
    row(
        "gmail-group",
        "The Google group does not exist, or you may not post to it.",
        ("recipient", "after-fix", "keep"),
        "Ask the owner of the group to admit you.",
        sample="The group may not exist, or you may not have permission to post messages to it",
        fits=_RULES,
        pattern=r"may not exist, or you may not have permission to post",
    ),
    row(
        "gmail-send-mail-as",
        "You send with another address through 'Send mail as', and the login of that account is out of date.",
        ("you", "after-fix", "keep"),
        "Open Gmail's settings, Accounts, Send mail as, and enter server, name and password anew.",
        sample="You are sending this from a different address using the 'Send mail as' feature",
        pattern=r"'Send mail as'",
    ),
)
