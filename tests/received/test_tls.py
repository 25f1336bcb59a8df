"""Reports on TLS: RFC 8460 section 4, and what others make of it."""

import json
from typing import Any

from repcheck.model.mail.received import TlsFailure, TlsPolicyReport
from repcheck.received.tls import tls_report
from repcheck.words.tls_failures import tls_remedy
from tests.support.tables import each

REPORT: dict[str, Any] = {
    "organization-name": "Sender Example",
    "date-range": {"start-datetime": "2025-10-01T00:00:00Z", "end-datetime": "2025-10-02T01:00:00+01:00"},
    "report-id": "t1",
    "policies": [
        {
            "policy": {"policy-type": "sts", "policy-domain": "Example.com", "mx-host": ["mx.example.com"]},
            "summary": {"total-successful-session-count": 93, "total-failure-session-count": "7"},
            "failure-details": [
                {
                    "result-type": "certificate-expired",
                    "receiving-mx-hostname": "mx.example.com.",
                    "failed-session-count": 7,
                }
            ],
        }
    ],
}


def test_all_that_a_report_says_is_read():
    found = tls_report(json.dumps(REPORT).encode(), "file")
    assert found is not None
    assert (found.sender, found.report_id, found.fault) == ("Sender Example", "t1", None)
    assert (found.begin, found.end) == ("2025-10-01T00:00:00Z", "2025-10-02T00:00:00Z")
    failures = (TlsFailure(kind="certificate-expired", sessions=7, server="mx.example.com"),)
    assert found.policies == (
        TlsPolicyReport(domain="example.com", policy="sts", good=93, bad=7, failures=failures),
    )


@each("policies", [[], None, "none", [3], [{"policy": []}]])
def test_policies_may_be_empty_or_nonsense(policies):
    found = tls_report(json.dumps(REPORT | {"policies": policies}).encode(), "file")
    assert found is not None
    assert found.policies == ()
    assert (found.fault is None) == (not policies or isinstance(policies, str))


@each("raw", [b"{}", b"[]", b'{"policies": []}', b'{"report-id": 3}', b"<feedback/>"])
def test_what_is_no_report_is_none(raw):
    assert tls_report(raw, "file") is None


def test_a_cut_report_says_so():
    found = tls_report(json.dumps(REPORT).encode()[:-3], "file")
    assert found is not None
    assert found.fault == "it breaks the rules of JSON, nothing was read"


#: RFC 8460 section 4.3.
KINDS = (
    "starttls-not-supported",
    "certificate-host-mismatch",
    "certificate-expired",
    "certificate-not-trusted",
    "validation-failure",
    "tlsa-invalid",
    "dnssec-invalid",
    "dane-required",
    "sts-policy-fetch-error",
    "sts-policy-invalid",
    "sts-webpki-invalid",
)


def test_each_kind_of_failure_has_its_remedy():
    assert len({tls_remedy(kind) for kind in KINDS}) > 6
    assert tls_remedy("made-up") == tls_remedy(None)
    assert tls_remedy(None) not in {tls_remedy(kind) for kind in KINDS}
