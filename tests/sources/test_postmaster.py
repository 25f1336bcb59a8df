"""Google Postmaster Tools: measures and demands become findings, and nothing of it is ever clean."""

import json
from pathlib import Path

import pytest

from repcheck.http.service import Manners
from repcheck.model.observations import UnknownReason
from repcheck.sources.postmaster import Postmaster
from tests.support.services import Postmaster as Service
from tests.support.web import FAULTS, Server, says, serving

from .world import World

KEY = json.dumps(
    {"type": "authorized_user", "client_id": "c", "client_secret": "sekret", "refresh_token": "r"}
)


def world(folder: Path, server: Server, key: str | None = KEY) -> World:
    return World(folder, server, "google-postmaster", key=key)


@pytest.mark.parametrize(
    ("value", "severity", "words"),
    [
        ({"doubleValue": 0.0034}, "high", "0.34%"),
        ({"floatValue": 0.001}, "medium", "0.10%"),
        ({"doubleValue": 0.0004}, "info", "0.04%"),
        ({"intValue": "0"}, "info", "0.00%"),
    ],
)
def test_the_spam_rate_is_held_against_the_limits(tmp_path, value, severity, words):
    rows = [("spam", "2026-11-17", {"doubleValue": 0.9}), ("spam", "2026-11-18", value)]
    with serving(Service(rows)) as server:
        said = world(tmp_path, server).about(Postmaster, "example.com", "192.0.2.10")
    (finding,) = said.findings
    assert (finding.id, finding.severity, finding.target) == ("gmail_spam_rate", severity, "example.com")
    assert f"{words} of the mail of example.com as spam on 2026-11-18" in finding.says
    assert said.observations == ()


def test_refusals_and_unmet_demands_are_findings_and_new_words_are_shown(tmp_path):
    rows = [
        ("ip_in_rbls", "2026-11-18", {"doubleValue": 0.02}),
        ("low_ip_reputation", "2026-11-18", {"doubleValue": 0.0}),
        ("spam", "2026-11-18", None),
        ("spammy_content", "2026-11-18", {"stringValue": "much"}),
    ]
    with serving(Service(rows, ("DMARC_POLICY", "SOMETHING_NEW"))) as server:
        said = world(tmp_path, server).about(Postmaster, "example.com")
    assert [finding.id for finding in said.findings] == [
        "gmail_ip_in_rbls", "gmail_needs_dmarc_policy", "gmail_needs_something_new",
    ]  # fmt: skip
    assert "a public blocklist has the sending address" in said.findings[0].says
    assert "something new" in said.findings[2].says


def test_a_domain_without_enough_mail_is_no_data_and_one_of_others_is_not_authorised(tmp_path):
    service = Service()
    with serving(service) as server:
        here = world(tmp_path, server)
        assert here.about(Postmaster, "example.com").findings == ()
        said = here.about(Postmaster, "example.net")
    assert said.trouble is not None
    assert said.trouble.reason is UnknownReason.NOT_AUTHORISED


def test_it_is_asked_for_the_registered_domain_once_in_six_hours(tmp_path):
    rows = [("spam", "2026-11-18", {"doubleValue": 0.004})] * 2
    with serving(Service(rows)) as server:
        here = world(tmp_path, server)
        here.about(Postmaster, "example.com")
        asked = len(server.asked)
        assert [one.target for one in here.about(Postmaster, "news@example.com").findings] == ["example.com"]
        assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("status", "reason", "expected", "words"),
    [
        (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "not_authorised", "lacks the scope"),
        (403, "SERVICE_DISABLED", "not_authorised", "is off in your Cloud project"),
        (403, "", "not_authorised", "no right"),
        (404, "", "not_authorised", "not registered"),
        (401, "", "auth_expired", "login ran out"),
        (429, "", "over_quota", "too much"),
        (400, "", "unexpected_answer", "400"),
        (503, "", "servfail", "503"),
    ],
)
def test_its_errors_are_told_apart(tmp_path, status, reason, expected, words):
    service = Service()
    service.refusal = (status, reason)
    with serving(service) as server:
        trouble = world(tmp_path, server).about(Postmaster, "example.com").trouble
    assert trouble is not None
    assert trouble.reason == expected
    assert words in trouble.saw


@pytest.mark.parametrize("key", [None, "{}", "no json", '{"type":"service_account"}', "[1]"])
def test_credentials_that_are_none_are_told_as_such(tmp_path, key):
    with serving(Service()) as server:
        trouble = world(tmp_path, server, key).about(Postmaster, "example.com").trouble
    assert trouble is not None
    assert trouble.reason in (UnknownReason.KEY_MISSING, UnknownReason.KEY_INVALID)
    assert server.asked == []


def test_a_service_account_signs_its_question(tmp_path):
    jwt = pytest.importorskip("google.auth.jwt", reason="the extra 'google' is not installed")
    rsa = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.rsa", reason="the extra 'google'")
    from cryptography.hazmat.primitives import serialization as form

    private = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    pem = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = private.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    account = {"type": "service_account", "client_email": "a@p.example", "private_key": pem.decode()}
    service = Service([("spam", "2026-11-18", {"doubleValue": 0.004})] * 2)
    with serving(service) as server:
        said = world(tmp_path, server, json.dumps(account)).about(Postmaster, "example.com")
    assert [one.id for one in said.findings] == ["gmail_spam_rate"]
    (grant,) = service.grants
    claims = jwt.decode(grant["assertion"], certs=public, verify=False)
    assert (claims["iss"], claims["scope"]) == ("a@p.example", "https://www.googleapis.com/auth/postmaster")


def test_no_fault_makes_a_finding_and_no_secret_is_told(tmp_path):
    token = says(200, json.dumps({"access_token": "access"}))
    with serving(token) as server:
        for name, (fault, _) in FAULTS.items():
            for path in ("/token", "/v2"):

                async def handle(request, fault=fault, path=path):
                    return await (fault if request.path.startswith(path) else token)(request)

                server.handler = handle
                here = world(tmp_path / name / path[1:], server)
                here.manners = Manners(whole=0.05) if name in ("slow", "hang") else None
                said = here.about(Postmaster, "example.com")
                assert said.findings == (), name
                assert said.trouble is not None, name
                assert "sekret" not in repr(said)
