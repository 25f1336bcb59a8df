"""What each value of a service's events means, a row each."""

from typing import Any

HARD, SOFT, UNTOLD = "bounce other hard ?", "bounce other soft ?", "bounce other ? ?"
SUPPRESSED = "bounce policy ? not-blocked suppressed"
NONEXISTENT, FULL = "bounce nonexistent hard not-blocked", "bounce mailbox-full soft not-blocked"
CONTENT, LARGE = "bounce content soft not-blocked", "bounce too-large soft not-blocked"
UNDELIVERABLE = "bounce undeliverable soft not-blocked"
BLOCKED, POLICY = "bounce blocked soft blocked", "bounce policy soft ?"
RATE = "bounce rate-limited soft not-blocked"
AUTO_REPLY, FEEDBACK, DELIVERED = "autoreply ?", "feedback ?", "delivered ?"

Rows = dict[Any, str]
SES_TYPES: Rows = {"Permanent": HARD, "Transient": SOFT, "Undetermined": UNTOLD}
SES_SUBTYPES: Rows = {
    ("Permanent", "NoEmail"): NONEXISTENT,
    ("Permanent", "Suppressed"): SUPPRESSED,
    ("Permanent", "OnAccountSuppressionList"): SUPPRESSED,
    ("Permanent", "UnsubscribedRecipient"): SUPPRESSED,
    ("Transient", "MailboxFull"): FULL,
    ("Transient", "MessageTooLarge"): LARGE,
    ("Transient", "ContentRejected"): CONTENT,
    ("Transient", "AttachmentRejected"): CONTENT,
    ("Transient", "CustomTimeoutExceeded"): UNDELIVERABLE,
}
SES_DELAYS: Rows = {
    "IPFailure": "delayed blocked",
    "MailboxFull": "delayed not-blocked",
    "SpamDetected": "delayed not-blocked",
}
SENDGRID_EVENTS: Rows = {
    "bounce": UNTOLD,
    "dropped": SUPPRESSED,
    "deferred": "delayed ?",
    "delivered": DELIVERED,
    "spamreport": FEEDBACK,
}
SENDGRID_TYPES: Rows = {"bounce": HARD, "blocked": POLICY}
SENDGRID_CLASSES: Rows = {
    "invalid address": NONEXISTENT,
    "technical": UNDELIVERABLE,
    "content": CONTENT,
    "reputation": BLOCKED,
    "frequency/volume": RATE,
    "frequency or volume too high": RATE,
    "mailbox unavailable": "bounce inactive ? not-blocked",
}
MAILGUN_EVENTS: Rows = {
    "failed": UNTOLD, "complained": FEEDBACK, "delivered": DELIVERED, "rejected": SUPPRESSED,
}  # fmt: skip
MAILGUN_REASONS: Rows = {
    "bounce": HARD,
    "generic": UNTOLD,
    "greylisted": RATE,
    "old": UNDELIVERABLE,
    "espblock": BLOCKED,
    "suppress-bounce": SUPPRESSED,
    "suppress-complaint": SUPPRESSED,
    "suppress-unsubscribe": SUPPRESSED,
}
MAILGUN_TYPES: Rows = {"hard": HARD, "soft": SOFT}
POSTMARK_TYPES: Rows = {
    ("HardBounce", 1): HARD,
    ("Transient", 2): "delayed ?",
    ("Unsubscribe", 16): AUTO_REPLY,
    ("Subscribe", 32): AUTO_REPLY,
    ("AutoResponder", 64): AUTO_REPLY,
    ("AddressChange", 128): AUTO_REPLY,
    ("DnsError", 256): UNDELIVERABLE,
    ("SpamNotification", 512): CONTENT,
    ("OpenRelayTest", 1024): "",
    ("Unknown", 2048): UNTOLD,
    ("SoftBounce", 4096): SOFT,
    ("VirusNotification", 8192): CONTENT,
    ("ChallengeVerification", 16384): "challenge ?",
    ("BadEmailAddress", 100000): NONEXISTENT,
    ("SpamComplaint", 100001): FEEDBACK,
    ("ManuallyDeactivated", 100002): SUPPRESSED,
    ("Unconfirmed", 100003): SUPPRESSED,
    ("Blocked", 100006): POLICY,
    ("SMTPApiError", 100007): SUPPRESSED,
    ("InboundError", 100008): "",
    ("DMARCPolicy", 100009): "bounce authentication soft not-blocked",
    ("TemplateRenderingFailed", 100010): SUPPRESSED,
}
SPARKPOST_EVENTS: Rows = {
    "bounce": UNTOLD,
    "out_of_band": UNTOLD,
    "delay": "delayed ?",
    "policy_rejection": SUPPRESSED,
    "generation_failure": SUPPRESSED,
    "generation_rejection": SUPPRESSED,
    "spam_complaint": FEEDBACK,
    "delivery": DELIVERED,
}
SPARKPOST_CLASSES: Rows = {
    "1": UNTOLD,
    "10": NONEXISTENT,
    "20": SOFT,
    "21": UNDELIVERABLE,
    "22": FULL,
    "23": LARGE,
    "24": UNDELIVERABLE,
    "25": SUPPRESSED,
    "26": SUPPRESSED,
    "30": HARD,
    "40": UNTOLD,
    "50": POLICY,
    "51": BLOCKED,
    "52": CONTENT,
    "53": CONTENT,
    "54": POLICY,
    "60": AUTO_REPLY,
    "70": SOFT,
    "80": AUTO_REPLY,
    "90": AUTO_REPLY,
    "100": "challenge ?",
}
BREVO_EVENTS: Rows = {
    "hard_bounce": HARD,
    "soft_bounce": SOFT,
    "blocked": SUPPRESSED,
    "spam": FEEDBACK,
    "complaint": FEEDBACK,
    "invalid_email": NONEXISTENT,
    "deferred": "delayed ?",
    "error": UNTOLD,
    "delivered": DELIVERED,
}
MAILJET_EVENTS: Rows = {"bounce": UNTOLD, "blocked": SUPPRESSED, "spam": FEEDBACK, "sent": DELIVERED}
MAILJET_ERRORS: Rows = {
    "user unknown": NONEXISTENT,
    "mailbox inactive": "bounce inactive hard not-blocked",
    "quota exceeded": FULL,
    "blacklisted": SUPPRESSED,
    "spam reporter": SUPPRESSED,
    "invalid domain": NONEXISTENT,
    "typofix": NONEXISTENT,
    "no mail host": UNDELIVERABLE,
    "relay/access denied": POLICY,
    "greylisted": RATE,
    "sender blocked": BLOCKED,
    "content blocked": CONTENT,
    "policy issue": POLICY,
    "system issue": UNDELIVERABLE,
    "protocol issue": UNDELIVERABLE,
    "connection issue": UNDELIVERABLE,
    "preblocked": SUPPRESSED,
    "duplicate in campaign": SUPPRESSED,
    "bad or empty template": SUPPRESSED,
    "error in template language": SUPPRESSED,
}
MAILJET_RELATED: Rows = {
    "content": CONTENT,
    "spam": POLICY,
    "system": UNDELIVERABLE,
    "mailjet": SUPPRESSED,
    "recipient": UNTOLD,
    "domain": UNTOLD,
}
MANDRILL_EVENTS: Rows = {
    "hard_bounce": HARD,
    "soft_bounce": SOFT,
    "deferral": "delayed ?",
    "reject": SUPPRESSED,
    "spam": FEEDBACK,
    "delivered": DELIVERED,
}
MANDRILL_DESCRIPTIONS: Rows = {
    "bad_mailbox": NONEXISTENT,
    "invalid_domain": NONEXISTENT,
    "mailbox_full": FULL,
    "message_too_large": LARGE,
    "dns_failure": UNDELIVERABLE,
    "timeout": UNDELIVERABLE,
    "spam_block": BLOCKED,
    "spam_content": CONTENT,
    "relaying_denied": POLICY,
    "auto_reply": AUTO_REPLY,
}
RESEND_EVENTS: Rows = {
    "email.bounced": UNTOLD,
    "email.complained": FEEDBACK,
    "email.delivery_delayed": "delayed ?",
    "email.delivered": DELIVERED,
    "email.suppressed": SUPPRESSED,
}
