"""From a refusal between two Postfix to the live answer beside it: listed, removed, and a list that lies."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .checking import check, printed_by
from .postfix import sending_side
from .servers import running_rbldnsd, running_unbound

# Two mail servers start.
pytestmark = pytest.mark.timeout(900)

GOLDEN = Path(__file__).parent / "golden"
ZONE = "bl.example"
CATALOG = f"""\
version: 1
lists:
  - id: bl-example
    name: Example BL
    zone: {ZONE}
    asks: [ipv4]
    severity: high
    codes: {{127.0.0.2: made up}}
"""
RECIPIENTS = ("kai@listed.example.net", "lea@listed.example.net", "tom@listed.example.net")
EVERYTHING = "0.0.0.0/1\n128.0.0.0/1\n"


class Seen(NamedTuple):
    """Exit code, the one cause, the JSON document and the text of one state of the list."""

    code: int
    cause: dict[str, Any]
    document: dict[str, Any]
    text: str


class Refused(NamedTuple):
    """The log of the sending Postfix, and the address that it sent from."""

    log: bytes
    address: str


@pytest.fixture(scope="module")
def refused() -> Refused:
    with sending_side() as send:
        log = send(dict.fromkeys(RECIPIENTS, 600), len(RECIPIENTS)).log
    found = re.search(rb"\[(127[\d.]+)\] blocked using bl\.example", log)
    assert found is not None, log
    return Refused(log, found[1].decode())


Look = Callable[[str], Seen]


@pytest.fixture
def cause_now(refused: Refused, tmp_path: Path) -> Look:
    """What is seen while rbldnsd behind unbound holds these lines."""

    def look(lines: str) -> Seen:
        def zones(folder: Path) -> list[str]:
            (folder / "zone").write_text(f":127.0.0.2:made up\n{lines}", encoding="ascii")
            return [f"{ZONE}:ip4set:{folder}/zone"]

        log, catalog = tmp_path / "mail.log", tmp_path / "lists.yaml"
        log.write_bytes(refused.log)
        catalog.write_text(CATALOG, encoding="utf-8")
        ask = f"2.0.0.127.{ZONE}"
        with (
            running_rbldnsd(zones, ask) as lists,
            running_unbound(lists, tmp_path, (ZONE,), ask) as resolver,
        ):
            options = ("--bounces", str(log))
            code, document = check(resolver.resolver, catalog, refused.address, options=options)
            again, text = printed_by(resolver.resolver, catalog, refused.address, options=options)
        assert again == code
        (cause,) = document["causes"]
        fixed = {refused.address: "ADDRESS", resolver.resolver: "RESOLVER", str(tmp_path): "FOLDER"}
        for changing, word in fixed.items():
            text = text.replace(changing, word)
        # How long it took, when, and how much Postfix logged.
        text = re.sub(r"(1 target, 1 list), .*", r"\1, ...", text, flags=re.DOTALL) + "\n"
        return Seen(code, cause, document, text)

    return look


def assert_golden(name: str, text: str) -> None:
    """REPCHECK_GOLDEN=write writes the file anew."""
    file = GOLDEN / f"join-{name}.txt"
    if os.environ.get("REPCHECK_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_listed_is_confirmed(refused: Refused, cause_now: Look) -> None:
    code, cause, document, text = cause_now(f"127.0.0.2\n{refused.address}\n")
    assert (code, cause["live_state"], cause["bounces"]) == (1, "confirmed", len(RECIPIENTS))
    assert cause["brief"] == f"Example BL lists {refused.address}, and still does"
    assert (cause["permanent"], cause["temporary"]) == (len(RECIPIENTS), 0)
    assert cause["senders"] == [{"name": "news@example.com", "bounces": len(RECIPIENTS)}]
    (ask,) = (step for step in document["plan"] if step["phase"] == "ask")
    assert (ask["list"], ask["targets"]) == ("bl-example", [refused.address])
    assert_golden("listed", text)


def test_removed_is_cleared(refused: Refused, cause_now: Look) -> None:
    code, cause, document, text = cause_now("127.0.0.2\n")
    assert (code, cause["live_state"], cause["bounces"]) == (0, "cleared", len(RECIPIENTS))
    assert cause["brief"] == f"Example BL listed {refused.address}; no longer: nothing to ask"
    assert cause["cleared_since"] == cause["last_seen"]
    assert not [step for step in document["plan"] if step["phase"] in ("fix", "ask")]
    assert_golden("removed", text)


def test_a_list_that_answers_everything_is_not_believed(refused: Refused, cause_now: Look) -> None:
    code, cause, document, text = cause_now(EVERYTHING)
    assert (code, cause["live_state"], cause["bounces"]) == (3, "never_visible", len(RECIPIENTS))
    assert "it lists everything it is asked about" in cause["says"]
    (pair,) = document["targets"][0]["observations"]
    assert (pair["state"], pair["reason"]) == ("unknown", "list_wildcard")
    assert_golden("everything", text)
