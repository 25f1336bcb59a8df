"""DKIM key records: what verifiers do with them, and what to publish instead."""

import base64
import os
import random

from repcheck.records.dkim.key import read_key
from repcheck.records.tags import tag_list
from tests.records.keys import ED25519, RSA_1024, RSA_2048
from tests.support.tables import each

DER = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(ED25519)).decode()
CASES = min(int(os.environ.get("REPCHECK_CASES", "300")), 10_000)


@each(
    "text, wrong, better",
    [
        (f"v=DKIM1; k=ed25519; p={ED25519}", None, None),
        (f"v=DKIM1; k=ed25519; t=s; p={DER}", "in DER", f"v=DKIM1; k=ed25519; t=s; p={ED25519}"),
        (f"v=DKIM1; p={DER}", "in DER", f"v=DKIM1; k=ed25519; p={ED25519}"),
        (f"v=DKIM1; k=rsa; p={RSA_2048[:230]}", "cut short", None),
        (f"v=DKIM1; k=rsa; p={RSA_2048[:231]}", "cut short", None),
        (f"v=DKIM1; k=rsa; s=tlsrpt; p={RSA_1024}", "not for mail", None),
        (f"v=DKIM1; k=rsa; s=tlsrpt:email; p={RSA_1024}", None, None),
        (f"v=DKIM1; p={RSA_1024}; p=", "p= stands twice", None),
        (f"v=DKIM1; p={RSA_1024}; k=rsa; k=rsa", "k= stands twice", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f"k=rsa; v=DKIM1; p={RSA_1024}", "first", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f"v=dkim1; p={RSA_1024}", "first", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f"v=DKIM1\\; k=rsa\\; p={RSA_1024}", "v=DKIM1 has", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f"v=DKIM1; junk; p={RSA_1024}", "the form tag=value", None),
        (f"v=DKIM1; k=dsa; p={RSA_1024}", "no dsa key", None),
        (f"v=DKIM1; K=rsa; P={RSA_1024}", "K= is not a tag", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f"\ufeffv=DKIM1; k=rsa;\u00a0p={RSA_1024}", "the form tag=value", f"v=DKIM1; k=rsa; p={RSA_1024}"),
        (f'v=DKIM1; k=rsa; t="s"; p={RSA_2048[:100]}" "{RSA_2048[100:]}', "not base64",
         f"v=DKIM1; k=rsa; t=s; p={RSA_2048}"),
        (f"k=rsa; v=DKIM1; p={RSA_1024}{RSA_1024}", "first", None),
        ("v=DKIM1; p=", None, None),
        ("hello", "the form tag=value", None),
    ],
)  # fmt: skip
def test_records(text: str, wrong: str | None, better: str | None) -> None:
    found = read_key(text.encode().decode("ascii", "surrogateescape"))
    assert (found.wrong is None) is (wrong is None)
    assert wrong is None or wrong in (found.wrong or "")
    assert found.better == better


def slipped(tags: list[str], chosen: random.Random) -> str:
    written = list(tags)
    for _ in range(chosen.randint(0, 2)):
        place = chosen.randrange(len(written))
        kind = chosen.randrange(6)
        if kind == 0:
            written.append(written[place])
        elif kind == 1:
            written[place] = written[place].replace("=", ":", 1)
        elif kind == 2:
            written[place] = written[place][: chosen.randint(1, len(written[place]))]
        elif kind == 3:
            chosen.shuffle(written)
        elif kind == 4:
            written[place] = written[place].replace("DKIM1", "dkim1")
        else:
            written.append(f"p={RSA_2048}")
    return chosen.choice(("; ", ";", "\\; ")).join(written)


def test_what_is_offered_has_the_same_key_and_the_same_conditions() -> None:
    offered = 0
    for case in range(CASES):
        chosen = random.Random(case)
        key = chosen.choice((f"k=rsa|p={RSA_1024}", f"k=ed25519|p={DER}", f"k=ed25519|p={ED25519}")).split(
            "|"
        )
        tags = ["v=DKIM1", *key, *chosen.sample(("t=s", "t=y", "s=email", "s=tlsrpt", "h=sha256"), k=2)]
        text = slipped(tags, chosen)
        better = read_key(text).better
        if better is None:
            continue
        offered += 1
        again = read_key(better)
        assert (again.wrong, again.better) == (None, None), (text, better)
        meant, new = dict(tag.split("=", 1) for tag in tags), tag_list(better).tags
        octets = base64.b64decode(meant["p"])[-len(again.octets) :]
        # A tag that was cut has another value, which nobody can know to be wrong.
        read = {pair for pair in tag_list(text.replace("\\;", ";")).pairs if pair[0] in ("t", "s", "h")}
        assert {pair for pair in new.items() if pair[0] in ("t", "s", "h")} == read, (text, better)
        assert again.octets == octets, (text, better)
    assert offered
