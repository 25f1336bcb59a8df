"""Reports added up: each once, forwarders no fault, strangers bounded."""

from repcheck.model.causes import Share
from repcheck.model.mail.received import Judged, Received, TlsPolicyReport, TlsReport
from repcheck.received.adding import Adding
from repcheck.received.dmarc import dmarc_report
from tests.support.dmarc_reports import Row, report_xml
from tests.support.tables import each

FAILED = Row("192.0.2.10", 12, "reject", "fail", "fail", "bounce.esp.example")


def added(*reports: bytes) -> Received:
    adding = Adding()
    for raw in reports:
        report = dmarc_report(raw, "file")
        assert report is not None
        adding.add_dmarc(report)
    return adding.received


def test_counts_of_a_source_are_added_up():
    found = added(
        report_xml(Row("192.0.2.10", 400), FAILED),
        report_xml(FAILED._replace(disposition="quarantine", mails=3), receiver="b.example", report_id="r2"),
        report_xml(FAILED._replace(disposition="none", mails=5), receiver="b.example", report_id="r3"),
    )
    (domain,) = found.domains
    assert (domain.reports, domain.policy) == (3, "reject")
    (source,) = domain.sources
    assert (source.messages, source.passed, source.failed, source.by_spf) == (420, 400, 20, 400)
    assert (source.refused, source.set_aside, source.lost) == (12, 3, 15)
    assert source.receivers == (Share("mail.receiver.example", 12), Share("b.example", 8))
    assert source.spf == (Judged("bounce.esp.example", "pass"),)


def test_a_report_that_comes_again_counts_once():
    found = added(
        report_xml(FAILED), report_xml(FAILED), report_xml(FAILED, report_id="", receiver="x.example")
    )
    assert (found.dmarc_reports, found.again) == (2, 1)
    assert found.domains[0].sources[0].failed == 24


def test_without_an_id_only_the_same_content_is_the_same_report():
    found = added(*(report_xml(row, report_id="") for row in (FAILED, FAILED, FAILED._replace(mails=13))))
    assert (found.dmarc_reports, found.again) == (2, 1)


@each(
    "row, outcome",
    [
        (Row("192.0.2.1", 1, dkim="pass", spf="fail"), "passed"),
        (Row("192.0.2.1", 1, dkim="fail", spf="pass"), "passed"),
        (FAILED._replace(mails=1, reason="mailing_list"), "forwarded"),
        (FAILED._replace(mails=1, reason="trusted_forwarder"), "forwarded"),
        (FAILED._replace(mails=1, reason="forwarded"), "forwarded"),
        (FAILED._replace(mails=1, reason="local_policy"), "failed"),
        (FAILED._replace(mails=1), "failed"),
    ],
)
def test_a_forwarder_is_no_fault_of_the_sender(row, outcome):
    (source,) = added(report_xml(row)).domains[0].sources
    assert {name: getattr(source, name) for name in ("passed", "forwarded", "failed")} == {
        "passed": 0,
        "forwarded": 0,
        "failed": 0,
        outcome: 1,
    }


def test_a_row_without_results_is_neither_passed_nor_failed():
    raw = report_xml(FAILED).replace(b"<dkim>fail</dkim><spf>fail</spf>", b"")
    (source,) = added(raw).domains[0].sources
    assert (source.messages, source.passed, source.failed, source.lost) == (12, 0, 0, 0)


def test_addresses_and_domains_are_bounded(monkeypatch):
    monkeypatch.setattr("repcheck.received.adding._MOST_SOURCES", 2)
    monkeypatch.setattr("repcheck.received.adding._MOST_DOMAINS", 2)
    rows = [Row(f"192.0.2.{number}", 10) for number in range(1, 6)]
    names = [f"d{number}.example" for number in range(5)]
    found = added(*(report_xml(*rows, domain=name, report_id=name) for name in names))
    assert [domain.domain for domain in found.domains] == ["", "d0.example", "d1.example"]
    assert [len(domain.sources) for domain in found.domains] == [2, 2, 2]
    assert [domain.uncounted for domain in found.domains] == [90, 30, 30]


def test_tls_sessions_are_added_up():
    adding = Adding()
    for number in range(2):
        policy = TlsPolicyReport(domain="example.com", policy="sts", good=90, bad=10)
        adding.add_tls(TlsReport(file="f", sender="s.example", report_id=str(number), policies=(policy,)))
    adding.add_tls(TlsReport(file="f", sender="s.example", report_id="1"))
    (servers,) = adding.received.tls
    assert (servers.good, servers.bad, servers.senders) == (180, 20, (Share("s.example", 20),))
    assert (adding.received.tls_reports, adding.received.again) == (2, 1)
