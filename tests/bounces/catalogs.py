"""A small catalog made by hand."""

from repcheck.model.catalog import Catalog, ListKind, Provider, ProviderRule, ReputationList, TestPoints


def entry(list_id: str, zone: str, *aliases: str, kind: ListKind = ListKind.BLOCK) -> ReputationList:
    return ReputationList(
        id=list_id,
        name=list_id,
        zone=zone,
        kind=kind,
        asks=("ipv4",),
        test_points=TestPoints((), ()),
        aliases=aliases,
    )


CATALOG = Catalog(
    source="tests",
    lists=(
        entry(
            "spamhaus-zen", "zen.spamhaus.org", "Spamhaus", "zen.dq.spamhaus.net",
            "www.spamhaus.org/query/ip/", "SHXBL",
        ),
        entry("spamhaus-sbl", "sbl.spamhaus.org", "SBL"),
        entry("spamhaus-css", "css.example.org", "CSS", "Spamhaus CSS"),
        entry("spamhaus-dbl", "dbl.spamhaus.org", "DBL"),
        entry("spamcop", "bl.spamcop.net", "spamcop", "www.spamcop.net/bl.shtml"),
        entry("uceprotect-1", "dnsbl-1.uceprotect.net", "uceprotect", "uceprotect.net/rblcheck.php"),
        entry("uceprotect-3", "dnsbl-3.uceprotect.net", "UCEPROTECT Level3", "UCEPROTECT-Level3"),
        entry("abusix", "{key}.combined.mail.abusix.zone", "combined.mail.abusix.zone"),
        entry("talos", "none", "poor reputation"),
        entry("dnswl", "list.dnswl.org", "dnswl", kind=ListKind.ALLOW),
    ),
    providers=(
        Provider(
            id="microsoft",
            name="Microsoft",
            mx_suffixes=(".olc.protection.outlook.com",),
            rules=(
                ProviderRule(
                    pattern=r"part of their network is on our block ?list",
                    cause="ip-reputation",
                    means="the network is blocked",
                    sample="part of their network is on our block list",
                ),
                ProviderRule(pattern=r"\(XQ17\)", cause="ip-reputation", means="blocked", sample="(XQ17)"),
            ),
        ),
        Provider(id="google", name="Gmail", mx_suffixes=(".google.com",)),
    ),
)  # fmt: skip
