"""A large plain log, cut into ranges: workers make of them what one process makes of it."""

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.app.cluster.pieces import pieces_of
from repcheck.app.cluster.reading import SpreadReading
from repcheck.bounces.logs import senders, waiting
from repcheck.bounces.logs.kinds import postfix
from repcheck.readers import stream
from repcheck.readers.places import UnopenedSource
from repcheck.readers.stream import Block, BlockRange, Stream, block_starts, whole_lines
from tests.app.cluster.pools import ThreadPool
from tests.app.cluster.worlds import documents, read, small_blocks
from tests.support.examples import examples
from tests.support.queue_logs import KINDS, log_of
from tests.support.tables import each


@each(
    "kind, most, more",
    [
        ("postfix", 700, {}),
        ("postfix", 3000, {"loses": lambda number: number % 3 == 0}),
        ("exim", 2500, {"dies": 4}),
        ("sendmail", 2500, {"dies": 0}),
        ("opensmtpd", 1500, {}),
    ],
)
def test_ranges_come_to_what_one_process_reads(tmp_path, kind, most, more):
    log, other = tmp_path / "mail.log", tmp_path / "other.log"
    log.write_text(log_of(kind, most, 120))
    other.write_text(log_of(kind, 1, 30))
    with pytest.MonkeyPatch.context() as patch:
        small_blocks(patch)
        sources = (str(log), str(other), str(log))
        cut = [part for piece in pieces_of([UnopenedSource(str(log))], None, most) for part in piece.parts]
        assert len(cut) > 3
        assert {part.log for part in cut} == {kind}
        pool = ThreadPool(slots=3, **more)
        spread = SpreadReading(pool=pool, warn=print, most=most)
        assert documents(sources, spread) == documents(sources)
        assert read(sources, pool, most) == read(sources)
        assert read(sources, pool, most, deliveries=False) == read(sources, deliveries=False)
        pool.close()


@settings(max_examples=examples(12))
@given(st.sampled_from(KINDS), st.integers(0, 1 << 30), st.integers(300, 2500), st.sampled_from([3, 50_000]))
def test_any_cut_of_any_log_comes_to_the_same(tmp_path_factory, kind, seed, most, bound):
    log = tmp_path_factory.getbasetemp() / "any.log"
    log.write_text(log_of(kind, seed, 60))
    with pytest.MonkeyPatch.context() as patch:
        small_blocks(patch)
        for module in (senders, waiting, postfix):
            for name in ("MAX_SENDERS", "MAX_WAITING", "MAX_REFUSALS"):
                patch.setattr(module, name, bound, raising=False)
        pool = ThreadPool()
        assert documents((str(log),), SpreadReading(pool=pool, warn=print, most=most)) == documents(
            (str(log),)
        )
        assert read((str(log),), pool, most, deliveries=False) == read((str(log),), deliveries=False)
        pool.close()


@given(st.lists(st.integers(0, 90), max_size=60), st.booleans(), st.integers(1, 900))
def test_ranges_have_the_blocks_of_the_file(lengths, ended, most):
    data = b"\n".join(b"%d" % number * length for number, length in enumerate(lengths)) + b"\n" * ended
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("HEAD", 64), ("BLOCK", 128), ("MAX_LINE", 32)):
            patch.setattr(stream, name, value)
        whole = list(whole_lines(Stream(io.BytesIO(data)), lambda _: None))
        starts = [0, *block_starts(io.BytesIO(data), len(data), most)]
        found = []
        for start, end in itertools.pairwise([*starts, len(data)]):
            here = BlockRange(io.BytesIO(data), start, end) if start else Stream(io.BytesIO(data[:end]))
            before = data.count(b"\n", 0, start)
            blocks = whole_lines(here, lambda _: None)
            found += [Block(block.data, before + block.first_line) for block in blocks]
    assert found == whole
