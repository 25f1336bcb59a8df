"""A DMARC record on offer changes no policy and loses no report, whatever the slips in the old one."""

import os
import random

import pytest

from repcheck.records.dmarc.record import addresses_in, parse_dmarc
from tests.records.policies import part_of

TAGS = ("p=none", "p=quarantine", "p=reject")
MORE = (
    "sp=none", "sp=reject", "np=reject", "adkim=s", "aspf=r", "fo=1", "rua=mailto:a@example.com", "t=y",
    "rua=mailto:b@mail.example.com!5m", "ruf=mailto:c@example.com",
    "rua=mailto:a@example.com,mailto:d@example.com",
)  # fmt: skip
CASES = min(int(os.environ.get("REPCHECK_CASES", "300")), 10_000)


def slipped(tags: list[str], chosen: random.Random) -> str:
    written = [
        chosen.choice(
            (tag, tag, tag.replace("=", ":", 1), tag.replace("mailto:", ""), tag.upper(), f" {tag} ",
             f"{tag},",
             tag.replace("=", " = "), f"{tag} <a@example.com>", tag.replace("=s", "=strict"))
        )
        for tag in tags
    ]  # fmt: skip
    if chosen.random() < 0.2:
        written.append(chosen.choice(("junk", "pct=100", "pct=20", "ri=1", "ruf=", chosen.choice(written))))
    chosen.shuffle(written)
    version = chosen.choice(("v=DMARC1",) * 4 + ("v=dmarc1", " v=DMARC1", "V=DMARC1", "v = DMARC1"))
    return (
        version
        + chosen.choice(("; ", ";", "; ", " ", "\\; ", ", "))
        + chosen.choice(("; ", ";")).join(written)
    )


OFFERS = {"dmarc_publish", "dmarc_void"}


def offers_in(text: str) -> list[str]:
    remedies = [finding.remedy or "" for finding in part_of(text).findings if finding.id in OFFERS]
    return [remedy.split('TXT "')[1][:-1] for remedy in remedies if 'TXT "' in remedy]


def judged(tags: list[str], text: str, offer: str) -> None:
    meant, old, new = parse_dmarc("v=DMARC1; " + "; ".join(tags)), parse_dmarc(text), parse_dmarc(offer)
    assert meant is not None
    assert new is not None
    for tag in ("p", "sp", "np"):
        allowed = {meant.policy(tag)} | ({old.policy(tag)} if old is not None else set())
        if tag == "p" and old is not None and "p" not in old.tags:
            allowed.add("none")  # what no p means
        assert new.policy(tag) in allowed, (text, offer)
    assert (new.tests, set(new.strict) <= set(meant.strict)) == (
        meant.tests if old is None else old.tests,
        True,
    ), (text, offer)
    everybody = {address.lower() for tag in tags for address in addresses_in(tag.partition("=")[2])}
    wanted = {address for tag in tags if tag.startswith("rua") for address in addresses_in(tag[4:])}
    reported = {address.lower() for address in new.reports}
    assert wanted <= reported <= everybody | {"a@example.com", "postmaster@example.com"}, (text, offer)
    assert not {finding.id for finding in part_of(offer).findings} & OFFERS, (text, offer)


@pytest.mark.parametrize("part_of_all", range(10))
def test_what_is_offered_changes_no_policy_and_loses_no_report(part_of_all: int) -> None:
    offered = 0
    for case in range(part_of_all, CASES, 10):
        chosen = random.Random(case)
        first, *more = chosen.choice(TAGS), *chosen.sample(MORE, k=chosen.randint(0, 4))
        tags = [first, *more]
        text = slipped(tags, chosen)
        for offer in offers_in(text):
            offered += 1
            judged(tags, text, offer)
    assert offered
