"""Which service wrote a file, told by its first bytes."""

import json
from pathlib import Path
from urllib.parse import urlencode

from repcheck.bounces import events
from repcheck.bounces.events import event_kind, form_document, replies_of_event
from repcheck.bounces.events.vendors import Vendor, vendor
from repcheck.bounces.services import SERVICES
from tests.bounces.events import samples
from tests.bounces.events.samples import EVERY_KIND, Json
from tests.support.tables import each

HALF = 64 * 1024


@each("kind", EVERY_KIND)
def test_every_service_by_a_bare_event_an_array_and_lines(kind: str) -> None:
    event = EVERY_KIND[kind]
    line = json.dumps(event).encode()
    assert event_kind(line) == kind
    assert event_kind(b"\xef\xbb\xbf \r\n" + json.dumps(event, indent=2).encode()) == kind
    assert event_kind(b" [" + line + b",\n" + line + b"]") == kind
    assert event_kind(line + b"\n" + line + b"\n" + line[:30]) == kind


@each("kind", EVERY_KIND)
def test_every_service_by_a_head_that_is_cut_off(kind: str) -> None:
    events = [{**EVERY_KIND[kind], "padding": "x" * 100}] * 2
    whole = json.dumps(events).encode()
    first = len(json.dumps(events[0])) + 1
    assert all(event_kind(whole[:end]) == kind for end in range(first, len(whole)))


def test_a_head_that_ends_inside_of_the_first_event() -> None:
    event = {**samples.ses_bounce("Permanent", "General"), "content": "y" * 2 * HALF}
    assert event_kind(json.dumps(event).encode()[:HALF]) == "ses"
    event = samples.mailgun("failed", {"message": "y" * 2 * HALF})
    assert event_kind(json.dumps(event).encode()) == "mailgun"
    event = samples.sparkpost("bounce", reason="y" * 2 * HALF)
    assert event_kind(json.dumps(event).encode()) == "sparkpost"


def test_an_envelope_of_sns_is_told_by_what_is_inside() -> None:
    envelope = samples.sns(EVERY_KIND["ses"])
    assert event_kind(json.dumps(envelope).encode()) == "ses"
    assert event_kind(json.dumps(samples.sns({"alarm": 1})).encode()) is None
    assert replies_of_event("f", envelope) == replies_of_event("f", EVERY_KIND["ses"])


def test_a_bus_event_holds_one_of_ses() -> None:
    bus = {"source": "aws.ses", "detail-type": "Email Bounced", "detail": EVERY_KIND["ses"]}
    assert replies_of_event("f", bus) == replies_of_event("f", EVERY_KIND["ses"])
    assert event_kind(json.dumps(bus).encode()) == "ses"


def test_a_form_of_mandrill() -> None:
    events = [EVERY_KIND["mandrill"]] * 2
    body = urlencode({"mandrill_events": json.dumps(events)}).encode()
    assert all(event_kind(body[:end]) == "mandrill" for end in range(40, len(body)))
    assert form_document(body) == events
    assert form_document(b"a=1&" + body) == events
    (reply,) = replies_of_event("f", form_document(body))
    assert reply.esp == "mandrill"
    assert len(replies_of_event("f", {"mandrill_events": json.dumps(events)})) == 1
    assert form_document(b"mandrill_events=%5B") is None
    assert form_document(b"other=%5B%5D") is None
    assert event_kind(b"mandrill_events=hello") is None


def test_the_first_event_of_a_known_shape_tells() -> None:
    lines = [{"hello": 1}, {"type": "Bounce", "recipient": "kai@corp.example.net"}, EVERY_KIND["brevo"]]
    assert event_kind("\n".join(map(json.dumps, lines)).encode()) == "brevo"
    assert event_kind(json.dumps(lines).encode()) == "brevo"


@each(
    "head",
    [
        b"",
        b"{",
        b"[",
        b"{}",
        b"[[[[",
        b"]",
        b"{]",
        b'{"a": "' + b"\\" * 99,
        b"[" * HALF,
        b'{"a":' * 20_000,
        b'"' * HALF,
        b"{" + b'"' * HALF,
        b'{"msys": 1}',
        b"From: a@example.com\r\nSubject: bounce\r\n\r\n{}",
        b'{"type":"Bounce","sender":"a@example.com","recipient":"kai@corp.example.net","response":{"code":550}}',
        b'{"file":"a","index":0,"kind":"bounce","recipient":"kai@corp.example.net","esp":"ses"}',
        b'{"note": "\\"RecordType\\": \\"Bounce\\"", "msg": "RecordType"}',
        b"\xff\xfe{",
    ],
)
def test_what_is_no_event_of_a_service(head: bytes) -> None:
    assert event_kind(head) is None


def test_a_file_may_mix_services_unless_one_is_forced() -> None:
    mixed: list[Json] = [*EVERY_KIND.values(), {"hello": 1}]
    assert [reply.esp for reply in replies_of_event("f", mixed)] == list(EVERY_KIND)
    assert [reply.esp for reply in replies_of_event("f", mixed, "postmark")] == ["postmark"]
    bare = EVERY_KIND["mailgun"]["event-data"]
    assert [reply.esp for reply in replies_of_event("f", bare)] == ["mailgun"]


def test_each_service_has_its_module_and_each_module_its_service() -> None:
    folder = Path(events.__file__).parent / "services"
    with_replies = {path.stem for path in folder.glob("*.py") if "def is_event(" in path.read_text("utf-8")}
    assert with_replies == set(SERVICES)
    assert all(isinstance(vendor(kind), Vendor) for kind in SERVICES)
