"""What answers of the built-in lists mean, and what is said of the way off: tables of facts."""

from collections.abc import Iterator

from repcheck.catalog.dead_lists import DeadLists
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Probe, judge_health
from repcheck.lists.judge import Judge
from repcheck.model.catalog import DeadList, ReputationList
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import State
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
LISTED, CLEAN, UNKNOWN = State.LISTED, State.CLEAN, State.UNKNOWN


def entry_of(list_id: str) -> ReputationList:
    entry = CATALOG.list_by_id(list_id)
    assert entry is not None
    return entry


@each(
    "list_id, record, state, means",
    [
        # DNSWL: the third octet 10 is a blocked resolver and no trust; 20 is self-service
        ("dnswl", "127.0.10.3", UNKNOWN, "resolver_blocked"),
        ("dnswl", "127.0.10.0", UNKNOWN, "resolver_blocked"),
        ("dnswl", "127.0.10.255", UNKNOWN, "resolver_blocked"),
        ("dnswl", "127.0.0.255", UNKNOWN, "resolver_blocked"),
        ("dnswl", "127.0.9.3", CLEAN, "high"),
        ("dnswl", "127.0.11.2", CLEAN, "medium"),
        ("dnswl", "127.0.20.1", CLEAN, "self-service-low"),
        ("dwl-dnswl", "127.0.10.3", UNKNOWN, "resolver_blocked"),
        ("dwl-dnswl", "127.0.20.0", CLEAN, "self-service-none"),
        # Spamhaus: errors of the key; BCL in the older combination
        ("spamhaus-zen", "127.255.255.250", UNKNOWN, "key_invalid"),
        ("spamhaus-zen", "127.255.255.251", UNKNOWN, "key_invalid"),
        ("spamhaus-dbl", "127.255.255.251", UNKNOWN, "key_invalid"),
        ("spamhaus-zrd", "127.255.255.250", UNKNOWN, "key_invalid"),
        ("spamhaus-authbl", "127.255.255.250", UNKNOWN, "key_invalid"),
        ("spamhaus-sbl-xbl", "127.0.0.30", LISTED, "bcl"),
        ("spamhaus-authbl", "127.0.0.20", LISTED, "authbl"),
        # Abusix: new domains of spam traps, and what short links lead to
        ("abusix-dblack", "127.0.1.2", LISTED, "nod"),
        ("abusix-dblack", "127.0.1.3", LISTED, "short-link"),
        ("abusix-nod", "127.0.0.2", CLEAN, "new-domain"),
        # blocklist.de: the last octet is the service
        ("blocklist-de", "127.0.0.2", LISTED, "amavis"),
        ("blocklist-de", "127.0.0.9", LISTED, "mail"),
        ("blocklist-de", "127.0.0.14", LISTED, "ssh"),
        ("blocklist-de", "127.0.0.15", LISTED, "w00tw00t"),
        ("blocklist-de", "127.0.0.19", LISTED, "trigger-spam"),
        ("blocklist-de", "127.0.0.22", LISTED, "mysql"),
        # SPFBL: confirmed, suspected, no mail service, no contact
        ("spfbl", "127.0.0.2", LISTED, "bad"),
        ("spfbl", "127.0.0.3", LISTED, "suspected"),
        ("spfbl", "127.0.0.4", LISTED, "endpoint"),
        ("spfbl", "127.0.0.5", LISTED, "no-contact"),
        ("spfbl-dnswl", "127.0.0.3", CLEAN, "public"),
        ("spfbl-dnswl", "127.0.0.4", CLEAN, "corporate"),
        ("spfbl-dnswl", "127.0.0.5", CLEAN, "shared"),
        # HostKarma: marks of domains
        ("hostkarma", "127.0.1.1", CLEAN, "domain-white"),
        ("hostkarma", "127.0.1.2", LISTED, "domain-black"),
        ("hostkarma", "127.0.1.3", CLEAN, "domain-yellow"),
        ("surbl-multi", "127.0.0.1", UNKNOWN, "resolver_blocked"),
        ("uribl-white", "127.0.0.2", CLEAN, "white"),
        ("suomispam-bl", "127.0.0.99", LISTED, "suomispam"),
        ("brukalai-white", "127.0.0.2", CLEAN, "entered"),
        ("brukalai-black", "127.0.0.2", LISTED, "listed"),
    ],
)
def test_an_answer_of_a_list(list_id: str, record: str, state: State, means: str) -> None:
    entry = entry_of(list_id)
    seen = Judge(entry, entry.zone, None).observe(Answer(Outcome.NOERROR, (record,)))
    told = seen.reason if state is UNKNOWN else next(hit.id for hit in seen.sublists)
    assert (seen.state, told) == (state, means)


def test_only_the_test_entry_of_dnswl_may_answer_as_a_blocked_resolver_does() -> None:
    dnswl = entry_of("dnswl")
    reader = CodeReader(dnswl)

    def health(listed: str, not_listed: Answer) -> str | None:
        positive = [Probe("127.0.0.2", Answer(Outcome.NOERROR, (listed,)))]
        return judge_health(reader, positive, [Probe("127.0.0.1", not_listed)]).reason

    nothing = Answer(Outcome.NXDOMAIN)
    assert health("127.0.10.0", nothing) is None
    assert health("127.0.10.3", nothing) == "resolver_blocked"
    assert health("127.0.10.3", Answer(Outcome.NOERROR, ("127.0.10.3",))) == "resolver_blocked"


@each(
    "list_id, words",
    [
        ("spamrats-all", "{key}.all.spamrats.com / env:SPAMRATS_KEY / registration / refused"),
        ("spamrats-dyna", "{key}.dyna.spamrats.com"),
        ("spamrats-noptr", "{key}.noptr.spamrats.com"),
        ("spamrats-spam", "{key}.spam.spamrats.com"),
        ("abusix-dblack", "5.2 days / example.test / spam traps"),
        ("abusix-nod", "25 hours / {key}.nod.mail.abusix.zone"),
        ("abusix-combined", "127.0.0.11 / 127.0.0.200 / ::ffff:7f00:4 / Orange"),
        ("abusix-black", "127.0.0.200"),
        ("spamhaus-authbl", "Received / low"),
        ("blocklist-de", "48 hours / medium / 127.0.0.15"),
        ("spfbl", "25 % / postmaster"),
        ("spfbl-dnswl", "3 USD / 10.0"),
        ("0spam", "account / 20 minutes / 60 clean days / 3 hours"),
        ("0spam-dbl", "not proved"),
        ("0spam-url", "addresses and no names"),
        ("interserver", "https://rbl.interserver.net/ / 5 days / 30 days / alive"),
        ("interserver-spamassassin", "rblspamassassin.interserver.net"),
        ("nordspam-bl", "10000 / plain text in English / commercial"),
        ("nordspam-dbl", "10000 / plain text in English"),
        ("hostkarma", "250000 / 1,000 mailboxes / mailcow"),
        ("suomispam-bl", "mailcow"),
        ("sem-backscatter", "mailcow / no removal by hand"),
        ("sem-black", "15 days / policy entries never"),
        ("sem-ipv6", "15 days"),
        ("sem-uri", "30 days / no removal by hand"),
        ("scientificspam-bl", "Never by itself"),
        ("scientificspam-rhsbl", "Never by itself"),
        ("korea-services", "less the well-run ones"),
        ("nosolicitado", "Spanish / bl.worst.nosolicitado.org / https://www.nosolicitado.org/"),
        ("virusfree-bip", "ipv6"),
        ("mcafee-cidr", "2024-11-13"),
        ("darklist", "2023-04-09"),
        ("invaluement-ivmsip", "sip.invaluement.com / not verified"),
        ("invaluement-ivmsip24", "sip24.invaluement.com"),
        ("invaluement-ivmuri", "uri.invaluement.com"),
        (
            "trendmicro-ers",
            "servicecentral.trendmicro.com/en-us/ers/ip-lookup/ / abuse@ or postmaster@ / several days",
        ),
        ("whitelisted-org", "25, 50, 70 or 90 CHF / UCEPROTECT 1"),
        ("v4bl", "leave / hacking"),
        ("truncate", "active"),
        ("fabel", "calls it alive"),
        ("schulte", "calls it alive"),
        ("calivent", "calls it alive"),
        ("jippg", "calls it alive"),
        ("woody", "calls the first alive"),
        ("fmb-la", "2023"),
        ("zapbl", "2026-04"),
        ("backscatterer", "2023"),
        ("anonmails", "OpenDNS / likely alive"),
        ("sorbl", "not the list at psbl.surriel.com"),
        ("cloudmark-csi", "csi.mimecast.org"),
    ],
)
def test_what_is_said_of_a_list(list_id: str, words: str) -> None:
    told = " ".join(" ".join(_texts(entry_of(list_id))).split())
    assert [word for word in words.split(" / ") if word not in told] == []


def _texts(value: object) -> Iterator[str]:
    """All texts and figures of an entry, however deep."""
    if hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)


@each(
    "list_id",
    [
        "abusix-nod", "abusix-hashes", "surbl-hashbl", "uribl-white", "uribl-gold",
        "interserver-spamassassin",
        "spfbl-abuse", "spfbl-score", "brukalai-black", "brukalai-light", "brukalai-white",
        "mailcleaner-iprbl",
        "mailcleaner-niprbl", "konstant", "icm", "korumail", "ircbl", "beetjevreemd", "zenrbl-domains",
        "suomispam-reputation", "suomispam-gl", "fasthosts", "zenon", "sorbl", "scott",
        "anonmails", "0spam-url",
    ],
)  # fmt: skip
def test_a_list_without_proof_of_life_is_asked_only_by_name(list_id: str) -> None:
    assert not entry_of(list_id).enabled


@each(
    "zone, since, words",
    [
        ("dnsbl.madavi.de", "2025-03", "shut it down"),
        ("sbl.spamdown.org", "2026-03", "216.120.147.200"),
        ("rbl.lugh.ch", "2024-07", "dropped"),
        ("spamtrap.drbl.drand.net", "2024-03-26", "every address is listed"),
        ("countries.nerd.dk", "2023-04", "dropped"),
        ("t1.dnsbl.net.au", "2022-10", "NXDOMAIN"),
        ("bl.emailbasura.org", "2019-10-30", "every address is listed"),
        ("bl.spamcannibal.org", "2018-05-30", "2019-05-30"),
        ("dnsbl.njabl.org", "2013-03-01", "2019-01-02"),
        ("spam.abuse.ch", "before 2019-02", "SERVFAIL"),
        ("ubl.unsubscore.com", "before 2024-06", ""),
        ("spamrbl.imp.ch", None, "proves nothing"),
        ("wormrbl.imp.ch", None, "proves nothing"),
        *(
            (zone, None, "not verified")
            for zone in (
                "list.bbfh.org", "dul.pacifier.net", "virus.rbl.jp", "bl.gweep.ca", "block.transip.nl",
                "relays.bl.kundenserver.de", "relays.nether.net", "unsure.nether.net",
                "cbl.anti-spam.org.cn",
                "dnsbl.anticaptcha.net", "aspews.ext.sorbs.net", "bl.drmx.org",
            )
        ),
    ],
)  # fmt: skip
def test_a_dead_list_is_known_with_when_and_how(zone: str, since: str | None, words: str) -> None:
    dead = DeadLists(CATALOG).find(zone)
    assert isinstance(dead, DeadList)
    assert dead.since == since
    assert words in f"{dead.how} {dead.answers}"


def test_what_was_wrongly_taken_for_dead_is_not_among_the_dead() -> None:
    assert DeadLists(CATALOG).find("spam.dnsbl.anonmails.de") is None
