"""What replies of the built-in providers mean, and where to turn: a table of facts, one row each."""

from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.causes.texts import compiled_rules, matching_rule
from repcheck.model.catalog import Provider
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
KNOWLEDGE = Knowledge.of(CATALOG)
GMAIL, MICROSOFT = "gmail-smtp-in.l.google.com", "mx1.mail.protection.outlook.com"
HOTMAIL, ORANGE, NETEASE = "mx1.olc.protection.outlook.com", "smtp-in.orange.fr", "163mx01.mxmail.netease.com"
GMX, TELEKOM, MIMECAST, QQ = (
    "mx00.gmx.net",
    "mx00.t-online.de",
    "eu-smtp-inbound-1.mimecast.com",
    "mx1.qq.com",
)


def provider_of(provider_id: str) -> Provider:
    return next(entry for entry in CATALOG.providers if entry.id == provider_id)


@each("provider_id, host, text, cause, means", [
        (
            "gmail",
            GMAIL,
            "421 4.7.26 Unauthenticated mail is limited. - gsmtp",
            "authentication",
            "SPF nor DKIM",
        ),
        ("gmail", GMAIL, "451 4.7.26 DNS failed for SPF or DKIM. - gsmtp", "authentication", "SPF nor DKIM"),
        (
            "gmail",
            GMAIL,
            "550 5.7.40 example.com publishes nothing. - gsmtp",
            "authentication",
            "no DMARC record",
        ),
        (
            "gmail",
            GMAIL,
            "421 4.7.40 example.com publishes nothing. - gsmtp",
            "authentication",
            "no DMARC record",
        ),
        (
            "gmail",
            GMAIL,
            "421 4.7.0 The IP 192.0.2.7 does not have a PTR record. - gsmtp",
            "dns",
            "reverse name",
        ),
        (
            "gmail",
            GMAIL,
            "421 4.7.28 We saw an unusual amount of unsolicited email from your network. - gsmtp",
            "ip-reputation",
            "10 minutes",
        ),
        ("gmail", GMAIL, "550 5.7.1 This is likely unsolicited email. - gsmtp", "content", "spam"),
        ("gmail", GMAIL, "421 4.7.0 Nature of the content or the links: bad. - gsmtp", "content", "links"),
        ("gmail", GMAIL, "550 5.7.1 Your mail is not RFC 5322 compliant. - gsmtp", "policy", "5322"),
        (
            "gmail",
            GMAIL,
            "421 4.7.0 IP not in whitelist for RCPT domain. - gsmtp",
            "policy",
            "listed addresses only",
        ),
        ("gmail", GMAIL, "421 4.7.0 TLS required for RCPT domain. - gsmtp", "policy", "TLS"),
        ("gmail", GMAIL, "552 5.7.0 This file is not allowed. - gsmtp", "content", "kind"),
        ("microsoft-consumer", HOTMAIL, "550 SC-001 (XY) Not sent.", "content", "content"),
        ("microsoft-consumer", HOTMAIL, "550 SC-002 (XY) Not sent.", "ip-reputation", "namespace mining"),
        ("microsoft-consumer", HOTMAIL, "550 SC-003 (XY) Not sent.", "ip-reputation", "open proxy or relay"),
        ("microsoft-consumer", HOTMAIL, "550 SC-004 (XY) Not sent.", "ip-reputation", "complained"),
        ("microsoft-consumer", HOTMAIL, "550 DY-001 (XY) Not sent.", "policy", "dynamic"),
        ("microsoft-consumer", HOTMAIL, "550 DY-002 (XY) Not sent.", "ip-reputation", "infected"),
        ("microsoft-consumer", HOTMAIL, "550 OU-001 (XY) Not sent.", "list", "Spamhaus"),
        ("microsoft-consumer", HOTMAIL, "550 OU-002 (XY) Not sent.", "content", "content"),
        (
            "microsoft-consumer",
            HOTMAIL,
            "550 5.7.1 Client host [192.0.2.7] blocked using Spamhaus. See the page (AS3130).",
            "list",
            "Spamhaus",
        ),
        ("microsoft-consumer", HOTMAIL, "451 4.7.500 Server busy. (S77714)", "rate", "Slowed down"),
        ("office365", MICROSOFT, "550 5.7.501 Access denied, spam abuse.", "policy", "sending account"),
        ("office365", MICROSOFT, "550 5.7.503 Access denied, banned sender.", "policy", "sending account"),
        ("office365", MICROSOFT, "550 5.7.506 Access Denied, Bad HELO.", "dns", "receiver's own"),
        ("office365", MICROSOFT, "550 5.7.703 Recipient blocked.", "policy", "block list (Tenant"),
        (
            "office365",
            MICROSOFT,
            "550 5.7.705 Access denied, tenant over it.",
            "policy",
            "clean the accounts",
        ),
        (
            "office365",
            MICROSOFT,
            "550 5.7.708 Traffic not accepted from here.",
            "policy",
            "trial organisation",
        ),
        ("office365", MICROSOFT, "550 5.7.750 Unregistered domain.", "policy", "accepted domain"),
        ("office365", MICROSOFT, "550 5.7.232 Too many external recipients.", "rate", "a day"),
        ("office365", MICROSOFT, "550 5.7.233 Too many external recipients.", "rate", "a day"),
        ("office365", MICROSOFT, "550 5.7.236 Too much from this name.", "rate", "100"),
        (
            "office365",
            MICROSOFT,
            "550 5.1.8 Access denied, bad outbound sender",
            "policy",
            "blocked for spam",
        ),
        ("office365", MICROSOFT, "550 5.1.90 You have reached your limit.", "rate", "a day"),
        ("office365", MICROSOFT, "451 4.7.700 Access denied for now.", "rate", "back off"),
        ("office365", MICROSOFT, "550 5.7.505 Access denied.", "policy", "names whom"),
        (
            "office365",
            None,
            "550 5.7.1 Client host [192.0.2.7] blocked using FBLW15; write to delist@messaging.microsoft.com",
            "ip-reputation",
            "Microsoft's own",
        ),
        ("yahoo", None, "554 5.1.8 unresolvable RFC.5322 from domain", "dns", "A, MX and SOA"),
        ("yahoo", None, "451 4.3.2 Resources temporarily unavailable", "rate", "busy"),
        ("t-online", TELEKOM, "554 IP=192.0.2.7 - None/bad reputation. (NOWL)", "ip-reputation", "tobr@"),
        ("t-online", TELEKOM, "554 IP=192.0.2.7 - A problem occurred. (BL)", "ip-reputation", "tosa@"),
        (
            "t-online",
            TELEKOM,
            "554 IP=192.0.2.7 - Dialup/transient IP not allowed. (DIAL)",
            "policy",
            "toda@",
        ),
        ("t-online", TELEKOM, "550 5.7.0 Mail considered as spam or virus", "content", "fpr@"),
        ("orange", ORANGE, "421 Refused. OFR000_107 [107]", "dns", "reverse name"),
        ("orange", ORANGE, "550 Refused. OFR000_201 [201]", "dns", "HELO"),
        ("orange", ORANGE, "550 Refused. OFR000_207 [207]", "dns", "HELO"),
        ("orange", ORANGE, "421 Refused. OFR000_109 [109]", "rate", "one connection"),
        ("orange", ORANGE, "550 Refused. OFR000_398 [398]", "authentication", "SPF"),
        ("orange", ORANGE, "550 Refused. OFR000_515 [515]", "authentication", "DMARC"),
        ("orange", ORANGE, "550 Refused. OFR000_535 [535]", "authentication", "DKIM"),
        ("orange", ORANGE, "550 Refused. OFR000_536 [536]", "content", "spam"),
        ("orange", ORANGE, "421 Refused. OFR000_990 [990]", "rate", "reputation"),
        ("orange", ORANGE, "421 Refused. OFR000_999 [999]", "ip-reputation", "2 hours"),
        ("laposte", "smtpz4.laposte.net", "450 4.7.1 Refused. LPN007_503 [503]", "rate", "later"),
        ("charter", "mx.charter.net", "550 192.0.2.7 blocked. AUP#In-1020", "ip-reputation", "runs out"),
        ("charter", "mx.charter.net", "452 limit. AUP#In-1540", "rate", "limit"),
        ("charter", "mx.charter.net", "452 limit. AUP#In-1580", "rate", "limit"),
        ("charter", "mx.charter.net", "552 refused. AUP#In-1590", "policy", "not explained"),
        ("netease", NETEASE, "451 MI:SFQ 163 smtp7", "rate", "15 minutes"),
        ("netease", NETEASE, "554 HL:MEP 163 smtp7", "ip-reputation", "forged domains"),
        ("netease", NETEASE, "554 HL:REP 163 smtp7", "ip-reputation", "unknown recipients"),
        ("netease", NETEASE, "554 HL:IHU 163 smtp7", "ip-reputation", "suspended"),
        ("netease", NETEASE, "550 RP:TRC 163 smtp7", "rate", "limit of the sender"),
        ("netease", NETEASE, "450 RP:DRC 163 smtp7", "rate", "limit of the sender"),
        ("netease", NETEASE, "450 MI:DMC 163 smtp7", "rate", "one connection"),
        ("netease", NETEASE, "450 MI:CCL 163 smtp7", "policy", "commands"),
        ("netease", NETEASE, "451 DT:SPM 163 smtp7", "content", "2 minutes"),
        ("netease", NETEASE, "554 DT:SPM 163 smtp7", "content", "judged spam"),
        ("netease", NETEASE, "550 MI:SPF 163 smtp7", "authentication", "SPF"),
        ("netease", NETEASE, "550 MI:DMA 163 smtp7", "authentication", "DMARC"),
        ("netease", NETEASE, "554 MI:STC 163 smtp7", "rate", "day"),
        ("netease", NETEASE, "550 MI:NHD 163 smtp7", "policy", "HELO"),
        ("netease", NETEASE, "550 MI:IMF 163 smtp7", "policy", "sender's address"),
        ("netease", NETEASE, "554 MI:SPB 163 smtp7", "ip-reputation", "blocked for spam"),
        ("netease", NETEASE, "554 HL:ITC 163 smtp7", "rate", "connections"),
        ("netease", NETEASE, "554 DT:SUM 163 smtp7", "policy", "differ"),
        ("netease", NETEASE, "554 IP in blacklist", "ip-reputation", "own list"),
        ("mimecast", MIMECAST, "451 Internal resource is temporarily unavailable", "rate", "holds back"),
        ("mimecast", MIMECAST, "451 Internal resource temporarily unavailable", "rate", "holds back"),
        ("mimecast", MIMECAST, "554 csi.mimecast.org Poor Reputation Sender. 192.0.2.7", "list", "Cloudmark"),
        ("mimecast", MIMECAST, "554 spamcop.mimecast.org Blocked", "list", "SpamCop"),
        (
            "mimecast",
            MIMECAST,
            "550 Rejected by header based manually Blocked Senders",
            "policy",
            "block list",
        ),
        ("mimecast", MIMECAST, "554 Email rejected due to security policies", "policy", "rule"),
        ("united-internet", GMX, "554-Reject due to SPF policy.", "authentication", "SPF"),
        ("united-internet", GMX, "554-Reject due to domain's DMARC policy.", "authentication", "DMARC"),
        ("united-internet", GMX, "450-Rate limit reached.", "rate", "later"),
        ("united-internet", GMX, "421-Reject due to policy violations.", "rate", "unknown recipients"),
        (
            "united-internet",
            GMX,
            "554-Transaction failed 554-Reject due to policy restrictions. 554 For explanation visit"
            " https://postmaster.gmx.net/de/case?c=r0735&i=ip&v=192.0.2.7",
            "content",
            "headers",
        ),
        (
            "united-internet",
            GMX,
            "554-gmx.net (mxgmx7) Nemesis ESMTP Service not available 554-Bad DNS PTR resource record. 554"
            " For explanation visit https://postmaster.gmx.net/en/case?c=r0601&i=ip&v=192.0.2.7",
            "dns",
            "reverse name",
        ),
        (
            "yandex",
            None,
            "554 5.7.1 Client host [192.0.2.7] blocked using spamsource.mail.yandex.net; see the page",
            "ip-reputation",
            "24 hours",
        ),
        (
            "yandex",
            "mx.yandex.ru",
            "550 5.7.1 Policy rejection on the target address",
            "policy",
            "recipient's account",
        ),
        ("qq", QQ, "550 Mailbox unavailable or access denied", "rate", "takes no more mail"),
        ("qq", QQ, "550 The frequency of receiving messages is limited", "rate", "too much"),
        ("qq", QQ, "550 Mail is rejected by recipients", "policy", "own filter"),
        ("qq", QQ, "550 spam is embedded", "content", "content"),
        (
            "trendmicro",
            None,
            "450 4.7.1 192.0.2.7 blocked using Trend Micro Network Anti-Spam Service, deferred",
            "rate",
            "QIL",
        ),
        ("trendmicro", None, "550 5.7.1 192.0.2.7 blocked using Trend Micro RBL+", "ip-reputation", "list"),
        (
            "barracuda",
            None,
            "550 permanent failure for one or more recipients (u@example.net:blocked)",
            "policy",
            "own rep",
        ),
        ("coremail", None, "550 IP is rejected", "ip-reputation", "own list"),
    ])  # fmt: skip
def test_a_reply_of_a_provider(provider_id: str, host: str | None, text: str, cause: str, means: str) -> None:
    record = judge(Reply(file="x", diagnostic=text, remote_mta=host), KNOWLEDGE)
    assert record.provider == provider_id
    rule = matching_rule(record, compiled_rules(provider_of(provider_id)))
    assert rule is not None
    assert (rule.cause, means in rule.means) == (cause, True), rule
    if rule.certain and cause in ("content", "authentication", "dns"):
        assert record.sender_blocked is not True


@each(
    "provider_id, words",
    [
        ("gmail", "4.7.28 wait 10 minutes / single connection / 7 days running / 0.3 %"),
        ("microsoft-consumer", "https://substrate.office.com/ip-domain-management-snds/snds"),
        (
            "office365",
            "5.7.703 the sender's administrator / accepted domain / 5.7.705 and 5.7.708 / "
            "delist@microsoft.com",
        ),
        (
            "t-online",
            "the address that the reply names / tobr@rx / tosa@rx / toda@rx / fpr@rx / "
            "imprint / at most 24",
        ),
        ("orange", "0.3 % / 999 / 2 hours / 100 recipients / Signal Spam / Abusix"),
        ("laposte", "https://postmaster.laposte.net/ / SPF or DKIM pass / 2025-09-09"),
        ("charter", "1010 to 1080"),
        ("cox", "postmaster.cox.net"),
        ("cloudmark", "confirm"),
        ("apple", "the company / the mail domain"),
        ("netease", "feedback.mail.163.com"),
        ("mimecast", "mimecastsupport.zendesk.com / its customers only"),
        ("mailru", "abuse@corp.mail.ru / error code / ID"),
        ("trendmicro", "servicecentral.trendmicro.com/en-us/ers/ip-lookup/ / abuse@ or postmaster@"),
        ("cisco", "guest account / just over a week"),
        ("barracuda", "all domains behind Barracuda"),
        ("yandex", "24 hours"),
    ],
)  # fmt: skip
def test_the_way_out_of_a_block(provider_id: str, words: str) -> None:
    way = provider_of(provider_id).delisting
    assert way is not None
    parts = (
        way.how,
        way.url or "",
        *way.steps,
        *way.fix_first,
        *way.evidence,
        way.expiry or "",
        way.wait or "",
    )
    told = " ".join(" ".join(parts).split())
    assert [word for word in words.split(" / ") if word.lower() not in told.lower()] == []


def test_a_code_that_several_write_names_no_provider_where_another_host_refused() -> None:
    def named(text: str, host: str | None) -> str | None:
        return judge(Reply(file="x", diagnostic=text, remote_mta=host), KNOWLEDGE).provider

    assert (
        named("554 Inbound IB105. Connection refused.", "p3plibsmtp01.prod.phx3.secureserver.net")
        == "godaddy"
    )
    assert named("554 Inbound IB105. Connection refused.", "mx.example.net") is None
    assert named("550 5.7.1 Client host blocked using bl.example.net", "mx.example.net") != "yandex"
