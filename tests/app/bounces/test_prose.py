"""A letter with words that refusals use is no refusal; one that quotes a server is read."""

from datetime import UTC, datetime

from repcheck.app.bounces.pasted import records_of_text
from repcheck.app.bounces.prose import is_letter
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
NOW = datetime(2026, 11, 16, tzinfo=UTC)
HEADER = (
    "From: Ann <ann@example.com>\nTo: kai@example.net\nSubject: {}\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n\n"
)
NEWS = (
    "The road to our shop was blocked by snow, so our servers were down.\n"
    "550 shoes are on sale, spam is in the tin, and your mailbox is full of joy.\n"
)


@each(
    "text",
    [
        HEADER.format("News of November") + NEWS,
        NEWS + "\nUnsubscribe: https://shop.example/u\n",
        NEWS + "We write of many things and of none of them at length. " * 12,
        "450 people came to us, and not one of them was refused.\n" + NEWS * 8,
        "I think we are blocked by Gmail, what do I do?",
        "Warum wird unsere Mail abgelehnt?",
        HEADER.format("Our parcel") + "The blocked sender was rejected by the jury.\n",
    ],
)
def test_a_letter_is_no_refusal(text: str) -> None:
    assert is_letter(text)
    assert records_of_text(text, CATALOG, NOW) == ()


@each(
    "text",
    [
        "554 5.7.1 Your IP 192.0.2.10 is blocked",
        "mailbox is full",
        "550 A newsletter\n550 with no unsubscribe link\n550 is blocked here",
        HEADER.format("Fwd: what is this?") + "they said: 550 5.1.1 <mia@example.org> no such user\n",
        HEADER.format("Fwd: it came back")
        + "Your mail could not be delivered: mia@example.org: user unknown\n",
        "> mx.example.org said: 550-5.7.1 blocked, IP 192.0.2.10 is on our list\n" + NEWS * 8,
        "554 refused, the message was taken for spam, number " + "7f" * 1500,
        "550 who are you?",
        "mx.example.org: why do you send spam? 5.7.1",
        "550 blocked " + "policy/" * 400,
    ],
)
def test_what_quotes_a_server_or_came_back_is_read(text: str) -> None:
    assert not is_letter(text)
    assert records_of_text(text, CATALOG, NOW)
