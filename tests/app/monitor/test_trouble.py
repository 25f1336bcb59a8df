"""What a pass says of ways out that take nothing, and of mail that may never arrive."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from repcheck.app.memory.outbox import messages
from repcheck.app.memory.status import status
from repcheck.app.monitor.mail_ways import MailWay
from repcheck.model.dns import Answer, Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.again import Again
from repcheck.model.watch.watching import AlertPlan, Stdout, WatchPlan
from repcheck.monitor.message import rest
from repcheck.render.text.memory.status import render_status
from tests.app.monitor.days import HOUR, Box, Days

TARGET = "203.0.113.1"


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    world = Days(tmp_path, ("alpha", "beta"), (TARGET, "198.51.100.7"))
    world.alerts = (AlertPlan(id="ops", sink=Stdout()), AlertPlan(id="chat", sink=Stdout()))
    yield world
    world.store.close()


def said(days: Days, after: timedelta = HOUR) -> list[str]:
    """The findings of the next pass that are told."""
    return [one.says for one in days.look(after).document.findings if one.new]


def test_a_way_out_that_refuses_for_good_is_told_and_so_is_its_return(days: Days) -> None:
    days.look()
    days.boxes["chat"].broken = days.boxes["chat"].for_good = True
    days.listed["alpha"][TARGET] = "127.0.0.4"
    assert said(days) == []
    (told,) = said(days)
    assert told.startswith("Alerts by chat have not been taken since 2026-03-02 10:00 UTC (1 try): ")
    assert said(days) == []  # told once as long as it lasts
    days.boxes["chat"].broken = False
    days.listed["alpha"].clear()
    assert [said(days), said(days), said(days), said(days)] == [
        [],
        [],
        ["Alerts by chat are taken again."],
        [],
    ]


def test_what_a_blind_pass_cannot_know_is_not_over(days: Days) -> None:
    days.targets += [f"198.51.{number}.7" for number in range(5)]
    days.look()
    days.mode["alpha"] = "everybody"
    assert len(said(days)) == 1
    days.network = False
    assert said(days) == [
        "Nothing at all answered: the fault is your resolver's or network's, not the lists'."
    ]
    days.network = True
    assert said(days) == ["The network answers again."]
    days.mode.clear()
    assert said(days) == ["Alpha BL lists what is usual again: its new listings are believed."]


def test_mail_that_leaves_through_a_listed_address_is_warned_of_once(days: Days) -> None:
    days.warned.clear()
    days.more = {"mail_ways": lambda: (MailWay("mail", "127.0.0.1", frozenset({TARGET})),)}
    days.look()
    days.listed["beta"][TARGET] = "127.0.0.4"
    assert said(days) == [f"Mail by mail leaves through {TARGET}, which is listed: it may not arrive."]
    assert [words.partition(":")[0] for words in days.warned] == [
        f"Mail by mail leaves through {TARGET}, which is listed"
    ]
    assert said(days) == []
    assert len(days.warned) == 1


def test_the_command_that_silences_names_the_same_memory(days: Days) -> None:
    days.more = {"again": Again(memory="--state 'my state'")}
    days.look()
    days.listed["beta"][TARGET] = "127.0.0.4"
    (change,) = days.look().document.changes
    assert change.mute == f"repcheck mute {TARGET} beta --until 14d --reason known --state 'my state'"
    assert msgspec.json.encode(change).count(b"mute") == 2


def test_a_clock_that_is_set_back_decides_nothing_and_loses_nothing(days: Days) -> None:
    days.look()
    days.listed["alpha"][TARGET] = "127.0.0.2"
    days.boxes["chat"].broken = True
    days.look()
    assert [change.to for change in days.look().document.changes] == ["listed"]
    recorded, days.boxes["chat"].broken = len(days.store.changes()), False
    days.news()
    days.now -= timedelta(days=1)
    done = days.look()
    assert done.exit_code is ExitCode.UNDECIDED
    (finding,) = done.document.findings
    assert finding.says.startswith(
        "The last pass is dated 2026-03-02 11:00 UTC, 23 hours ahead of this clock"
    )
    assert days.warned == [f"{finding.says} {finding.remedy}"]
    # What waited is sent now, not when this clock has caught up.
    assert f"[repcheck] LISTED medium: {TARGET} on Alpha BL" in [one.subject for one in days.news()]
    assert (len(days.store.changes()), days.look().exit_code) == (recorded, ExitCode.FOUND)


def test_a_target_that_no_list_takes_is_counted_as_unknown(days: Days) -> None:
    days.targets = ["192.0.2.10", "printer.local"]
    for _ in range(2):
        done = days.look()
    assert done.document.coverage is not None
    assert done.document.coverage.unasked == 1
    assert rest(done.document).startswith("No listing is known; ")
    assert rest(done.document).endswith("; no list was asked about 1 target.")


def test_a_host_whose_addresses_cannot_be_looked_up_is_not_called_clean(days: Days) -> None:
    days.targets = ["mail.sender.example"]
    days.looked_up["mail.sender.example", "A"] = Answer(Outcome.SERVFAIL)
    first = days.look()
    assert first.exit_code is ExitCode.UNDECIDED
    assert first.document.coverage is not None
    assert first.document.coverage.unreached == ("mail.sender.example",)
    assert rest(first.document).endswith("; not all addresses of mail.sender.example could be looked up.")
    days.looked_up["mail.sender.example", "A"] = Answer(Outcome.NOERROR, (TARGET,))
    assert days.look().exit_code is ExitCode.OK
    days.listed["alpha"][TARGET] = "127.0.0.4"
    for _ in range(3):
        days.look()
    del days.looked_up["mail.sender.example", "A"]
    days.looked_up["mail.sender.example", "AAAA"] = Answer(Outcome.SERVFAIL)
    later = days.look()  # what was listed may still be there
    assert (later.exit_code, later.document.changes) == (ExitCode.FOUND, ())


def test_a_pass_in_a_wrong_year_forgets_no_history(days: Days) -> None:
    days.look()
    days.listed["alpha"][TARGET] = "127.0.0.4"
    days.look()
    days.listed["alpha"].clear()
    for _ in range(2):
        days.look()
    recorded = days.store.changes()
    assert [change.to for change in recorded] == ["listed", "clean"]
    days.look(timedelta(days=9999))
    days.look(timedelta(days=-9999))
    assert days.store.changes() == recorded
    for _ in range(2):
        days.look(timedelta(days=500))
    assert days.store.changes() == []


def test_an_outage_leaves_what_names_lead_to_as_it_was(days: Days) -> None:
    days.targets = ["mail.sender.example"]
    days.looked_up["mail.sender.example", "A"] = Answer(Outcome.NOERROR, (TARGET,))
    days.listed["alpha"][TARGET] = "127.0.0.4"
    days.look()
    days.network = False
    for _ in range(3):
        done = days.look()
        assert (done.document.changes, len(done.document.open)) == ((), 1)
    days.network = True
    assert days.look().document.changes == ()


def test_a_resolver_that_invents_names_closes_nothing(days: Days) -> None:
    days.targets = ["mail.sender.example"]
    days.looked_up["mail.sender.example", "A"] = Answer(Outcome.NOERROR, (TARGET,))
    days.listed["alpha"][TARGET] = "127.0.0.4"
    days.look()
    days.looked_up["mail.sender.example", "A"] = Answer(Outcome.NOERROR, ("198.51.100.80",))
    days.invented = Answer(Outcome.NOERROR, ("198.51.100.80",))
    for _ in range(2):
        assert days.look().document.changes == ()
    days.invented = None
    assert [change.to for change in days.look().document.changes] == ["closed"]


@pytest.mark.parametrize("back", [timedelta(), timedelta(days=2)])
def test_what_waited_is_handed_over_before_what_came_later(days: Days, back: timedelta) -> None:
    days.look()
    chat = days.boxes["chat"]
    chat.broken = True
    days.listed["alpha"][TARGET] = "127.0.0.4"
    for _ in range(4):
        days.look(HOUR / 4)  # the next try is hours away
    days.now -= back
    days.listed["alpha"].clear()
    days.look(HOUR / 4)
    chat.broken = False
    days.look(HOUR / 4)
    for _ in range(3):
        days.look()
    told = [one.subject for one in chat.taken if TARGET in one.subject]
    assert [subject.split()[1] for subject in told] == ["LISTED", "CLEARED:"]


def test_what_was_given_up_is_not_forgotten_within_a_week(days: Days) -> None:
    def lost() -> tuple[bool, int]:
        found = status(days.store, WatchPlan(), {}, days.now)
        says = "\n1 message was given up within a week: repcheck alerts list\n"
        return says in render_status(found, width=80, colour=False), len(
            messages(days.store, days.now, everything=False)
        )

    days.boxes["chat"] = chat = Box()
    chat.broken = chat.for_good = True
    days.look()
    assert lost() == (True, 1)
    chat.broken = False
    days.now += timedelta(days=6)
    assert lost() == (True, 1)
    days.now += timedelta(days=1)
    assert lost() == (False, 0)
