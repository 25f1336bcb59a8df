"""The addresses that operators publish for requests are shown in full; recipients' stay hidden."""

from repcheck.app.bounces.report import report_of
from repcheck.app.environment import real_environment
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.render.text.report import render_text
from tests.support.built_in import built_in_catalog


def test_the_operators_address_stays_and_the_recipients_is_hidden() -> None:
    world = real_environment({}, print)
    record = BounceRecord(
        file="f",
        index=0,
        kind="bounce",
        category=Category.BLOCKED,
        sender_blocked=True,
        provider="t-online",
        recipient="somebody@t-online.de",
        blocked_subject=Subject("ip", "192.0.2.10"),
        diagnostic="554 5.7.0 (BL) <somebody@t-online.de> ask tosa@rx.t-online.de",
    )
    report = report_of((record,), built_in_catalog(), world, world.now(), 0.0)
    text = render_text(report, width=200, colour=False, verbose=2, show_addresses=False)
    assert "tosa@rx.t-online.de" in text
    assert "tobr@rx.t-online.de" in text
    assert "somebody" not in text
