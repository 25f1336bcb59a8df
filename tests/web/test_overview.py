"""The first page: what stands, what changed, what it costs, and what could not be asked."""

from datetime import timedelta
from pathlib import Path

from repcheck.model.observations import UnknownReason
from repcheck.model.watch.monitor import ListedAs
from repcheck.model.watch.outbox import BounceHour, ListPass, Pass
from repcheck.words.refusals import asking, refuses
from tests.memory.made import HOUR, LISTED, MINOR, NOW, empty, passed
from tests.support.built_in import built_in_catalog
from tests.web.browsing import browsing, made_site

_ENTRY = built_in_catalog().list_by_id("psbl")
assert _ENTRY is not None
PSBL = _ENTRY.name
HOSTILE = "</p><script>alert(1)</script>\x1b[31m\u202erefuses"


async def test_the_page_has_each_part_with_its_links(tmp_path: Path) -> None:
    store = empty(tmp_path)
    passed(store, NOW - 2 * HOUR, {("192.0.2.10", "psbl"): None, ("example.com", "spamhaus-dbl"): None})
    seen: dict[tuple[str, str], ListedAs | UnknownReason] = {
        ("192.0.2.10", "psbl"): LISTED,
        ("example.com", "spamhaus-dbl"): UnknownReason.TIMEOUT,
    }
    passed(store, NOW - HOUR, seen)
    hour = int(NOW.timestamp() // 3600)
    counted = [
        BounceHour(cause=refuses(asking(PSBL), "pool-a"), hour=hour - 1, count=12, first=NOW - HOUR),
        BounceHour(cause=refuses(asking(PSBL), "192.0.2.10"), hour=hour - 9, count=5, first=NOW - 9 * HOUR),
        BounceHour(cause=refuses(asking(PSBL), "192.0.2.99"), hour=hour - 9, count=4, first=NOW - 9 * HOUR),
        BounceHour(cause=HOSTILE, hour=hour, count=3, first=NOW),
    ]
    last = Pass(started=NOW - HOUR / 2, seconds=1, exit_code=1, baseline=False, targets=2, lists=2)
    with store.writing() as writing:
        writing.count_bounces(counted)
        writing.finish(last, [ListPass(list="psbl", at=NOW, answered=True), _silent("spamhaus-dbl")])
    async with browsing(made_site(store)) as client:
        page = await (await client.get("/")).text()
    assert '<h1 id="verdict">Act now</h1>' in page
    assert '<a href="/targets/192.0.2.10">192.0.2.10</a> on <a href="/lists/psbl">psbl</a>' in page
    assert '<td data-head="Mail lost">17 bounces</td>' in page
    assert "1 pair unknown at the last look, which does not mean clean." in page
    assert "1 of the last 1 pass without an answer; 1 target unknown" in page
    assert '<td class="unknown"><i>unknown</i></td>' in page
    assert "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def _silent(list_id: str) -> ListPass:
    return ListPass(list=list_id, at=NOW, answered=False)


async def test_a_row_of_the_map_is_clean_only_where_all_its_targets_are(tmp_path: Path) -> None:
    store = empty(tmp_path)
    targets = [f"203.0.113.{host}" for host in range(256)]
    first: dict[tuple[str, str], UnknownReason | None] = {(one, "psbl"): None for one in targets}
    passed(store, NOW - HOUR, {**first, (targets[7], "psbl"): UnknownReason.SERVFAIL})
    async with browsing(made_site(store)) as client:
        page = await (await client.get("/")).text()
    assert "256 targets folded into 1 row: groups." in page
    assert '<td class="mixed"><i>partly unknown</i></td>' in page
    assert "Nothing found, not all known" in page


async def test_what_lists_alike_shares_a_row(tmp_path: Path) -> None:
    store = empty(tmp_path)
    seen = {(f"192.0.2.{host}", "psbl"): MINOR for host in range(10, 17)}
    passed(store, NOW - timedelta(minutes=5), seen)
    async with browsing(made_site(store)) as client:
        page = await (await client.get("/")).text()
    assert 'and <a href="/targets?list=psbl&amp;q=pool-a">4 more</a>' in page


async def test_what_refuses_mail_now_is_never_all_well(tmp_path: Path) -> None:
    store = empty(tmp_path)
    passed(store, NOW - HOUR / 2, {("192.0.2.10", "psbl"): None})
    hour = int(NOW.timestamp() // 3600)
    for back, verdict in ((24, "All well"), (3, "Mail is refused")):
        counted = BounceHour(cause="Example Mail refuses pool-a", hour=hour - back, count=12, first=NOW)
        with store.writing() as writing:
            writing.count_bounces([counted])
        async with browsing(made_site(store)) as client:
            page = await (await client.get("/")).text()
        assert f'<h1 id="verdict">{verdict}</h1>' in page
    assert "Example Mail refuses pool-a: 12 bounces in 24 hours." in page
    assert "No listing is known: 1 target on 1 list." in page
