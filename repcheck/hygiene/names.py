"""Names of categories that readers of newsletter services know."""

from types import MappingProxyType

from repcheck.model.bounces import Category

#: As Constant Contact shows them; None for what is not a bounce there.
CONSTANT_CONTACT = MappingProxyType[Category, str | None](
    {
        Category.NONEXISTENT: "Non-existent",
        Category.INACTIVE: "Suspended",
        Category.MAILBOX_FULL: "Mailbox full",
        Category.UNDELIVERABLE: "Undeliverable",
        Category.BLOCKED: "Blocked",
        Category.POLICY: "Blocked",
        Category.AUTHENTICATION: "Blocked",
        Category.CONTENT: "Blocked",
        Category.TOO_LARGE: "Other",
        Category.RATE_LIMITED: "Undeliverable",
        Category.OTHER: "Other",
        Category.AUTO_REPLY: "Vacation/Auto-reply",
        Category.CHALLENGE: "Vacation/Auto-reply",
        Category.DELAYED: None,
        Category.DELIVERED: None,
        Category.FEEDBACK: None,
    }
)
