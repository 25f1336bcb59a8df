"""Lists of the built-in catalog as replies name them: zones, look-up pages, names."""

from repcheck.bounces.mail.records import record_of_reply
from repcheck.bounces.reply.judge import Knowledge
from repcheck.model.catalog import ListKind, ReputationList
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
KNOWLEDGE = Knowledge.of(CATALOG)
KEY = "abcdefghij1234567890"
ZONES = [
    entry
    for entry in CATALOG.lists
    if entry.kind not in (ListKind.ALLOW, ListKind.SCORE) and "." in entry.zone
]
FORMS = [
    "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using {}",
    "550 192.0.2.25 is listed in {}",
    "550 rejected: 192.0.2.25 listed by {}",
    "550 5.7.1 Mail from 192.0.2.25 rejected, found in {}",
    "554 refused: see {}",
]
PAGES = [
    ("https://www.spamhaus.org/query/ip/192.0.2.25", "spamhaus"),
    ("http://www.spamhaus.org/query/bl?ip=192.0.2.25", "spamhaus"),
    ("https://check.spamhaus.org/query/ip/192.0.2.25", "spamhaus"),
    ("https://www.spamhaus.org/sbl/query/SBL123", "spamhaus"),
    ("http://www.spamcop.net/bl.shtml?192.0.2.25", "spamcop"),
    ("https://www.spamcop.net/w3m?action=checkblock&ip=192.0.2.25", "spamcop"),
    ("http://www.barracudanetworks.com/reputation/?pr=1&ip=192.0.2.25", "barracuda"),
    ("https://www.barracudacentral.org/lookups/192.0.2.25", "barracuda"),
    ("http://www.uceprotect.net/rblcheck.php?ipr=192.0.2.25", "uceprotect"),
    ("http://www.uceprotect.net/en/rblcheck.php?ipr=192.0.2.25", "uceprotect"),
    ("http://www.sorbs.net/lookup.shtml?192.0.2.25", "sorbs"),
    ("http://www.dnsbl.manitu.net/lookup.php?value=192.0.2.25", "nixspam"),
    ("https://www.nixspam.net/lookup.php?value=192.0.2.25", "manitu"),
    ("https://mailspike.net/anubis/lookup.html?ip=192.0.2.25", "mailspike"),
    ("http://mailspike.org/anubis/lookup.html", "mailspike"),
    ("http://www.spamrats.com/bl?192.0.2.25", "spamrats"),
    ("https://csi.cloudmark.com/reset-request/?ip=192.0.2.25", "cloudmark"),
    ("https://ipcheck.proofpoint.com/?ip=192.0.2.25", "proofpoint"),
    ("https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.25", "proofpoint"),
    ("http://ipremoval.sms.symantec.com/lookup?ip=192.0.2.25", "symantec"),
    ("https://ers.trendmicro.com/reputations", "trendmicro"),
    ("https://talosintelligence.com/reputation_center/lookup?search=192.0.2.25", "talos"),
    ("http://www.senderbase.org/search?searchString=192.0.2.25", "talos"),
    ("https://senderscore.org/rtbl/", "validity"),
    ("http://www.senderscore.org/blocklistlookup/", "validity"),
    ("http://www.trustedsource.org/query/192.0.2.25", "trustedsource"),
    ("https://lookup.abusix.com/search?q=192.0.2.25", "abusix"),
    ("https://matrix.spfbl.net/192.0.2.25", "spfbl"),
]
NAMES = [
    ("blocked by Spamhaus", "spamhaus"),
    ("listed in Spamhaus CSS", "spamhaus-css"),
    ("listed at the Spamhaus XBL", "spamhaus-xbl"),
    ("on the Spamhaus PBL", "spamhaus-pbl"),
    ("in Spamhaus SBL", "spamhaus-sbl"),
    ("Spamhaus ZEN", "spamhaus-zen"),
    ("Spamhaus DBL", "spamhaus-dbl"),
    ("listed by UCEPROTECT-Level 2", "uceprotect-2"),
    ("UCEPROTECT Level 1", "uceprotect-1"),
    ("UCEPROTECTL3", "uceprotect-3"),
    ("rejected by Trend Micro Email Reputation", "trendmicro"),
    ("blocked by FortiGuard", "fortiguard"),
    ("rejected by Cloudmark Sender Intelligence", "cloudmark"),
    ("listed in SpamCop", "spamcop"),
    ("blocked using Barracuda Reputation", "barracuda"),
    ("blocked by Barracuda Central BRBL", "barracuda"),
    ("listed by SORBS", "sorbs"),
    ("found in SpamRATS", "spamrats"),
    ("listed on Mailspike", "mailspike"),
    ("listed at Abusix", "abusix"),
    ("blocked by Invaluement ivmSIP", "ivm"),
    ("on the PSBL", "psbl"),
    ("listed in the CBL", "spamhaus-xbl"),
    ("listed on DroneBL", "dronebl"),
    ("low SenderBase reputation", "talos"),
    ("Talos reputation poor: blocked", "talos"),
    ("Symantec Global Bad Senders list", "symantec"),
    ("Proofpoint Dynamic Reputation", "proofpoint"),
]
ALIKE = [
    "550 5.1.1 kai@sorbs.net unknown",
    "550 user at mx.barracudanetworks.com: no such user",
    "host d12345.ess.barracudanetworks.com [192.0.2.1] said: 550 no such recipient",
    "host mx1.pphosted.com[192.0.2.1] said: 550 5.1.1 User unknown",
    "host eu-smtp-inbound-1.mimecast.com[192.0.2.1]: 550 Invalid Recipient",
    "550 5.1.1 see https://support.proofpoint.com/ for user unknown",
    "550 5.7.1 SPF fail, see http://www.openspf.org/Why",
    "550 5.1.1 Unknown user, see http://www.spamhaus.example/help",
    "550 style CSS not allowed in mail",
    "550 5.7.1 message scored by SpamAssassin RCVD_IN_XBL",
    "550 XBL-123 user unknown",
    "550 rejected by mx.rbl.example.net: no such user",
    "550 5.7.1 <kai@corp.example.net> refused by host dnsbl.corp.example.net",
]


@each("entry", ZONES)
def test_zones(entry: ReputationList) -> None:
    zone = entry.zone.replace("{key}", KEY)
    for form in FORMS:
        record = record_of_reply(form.format(zone), KNOWLEDGE)
        assert record.cited_lists == (entry.id,), form
        assert record.cited_zones == (entry.zone.replace("{key}", "***"),), form
        assert record.sender_blocked is True, form
        assert KEY not in (record.words or "")


@each("page, name", PAGES)
def test_look_up_pages(page: str, name: str) -> None:
    record = record_of_reply(f"550 5.7.1 Mail from 192.0.2.25 rejected, see {page}", KNOWLEDGE)
    (cited,) = record.cited_lists
    assert name in cited
    assert record.sender_blocked is True


@each("said, name", NAMES)
def test_names(said: str, name: str) -> None:
    record = record_of_reply(f"550 5.7.1 your IP 192.0.2.25 is {said}", KNOWLEDGE)
    (cited,) = record.cited_lists
    assert name in cited
    assert record.sender_blocked is True


@each("text", ALIKE)
def test_look_alikes(text: str) -> None:
    record = record_of_reply(text, KNOWLEDGE)
    assert record.cited_lists == ()
    assert record.sender_blocked is not True
