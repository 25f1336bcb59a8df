"""Processes that save at once: each reader finds one whole file, also when writers are killed."""

from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from repcheck.model.dns import Answer, Outcome, Question
from repcheck.store.answers import AnswerCache
from tests.support.patience import PATIENCE
from tests.support.processes import copies

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESOLVER = "192.0.2.53:53"
NAMES = [f"{number}.bl.example" for number in range(2000)]


def save_repeatedly(folder: str, code: str, saved: Event) -> None:
    """Save the same answer to all questions again and again, until killed."""
    cache = AnswerCache(Path(folder) / "answers")
    while True:
        for name in NAMES:
            cache.put(Question(name), RESOLVER, Answer(Outcome.NOERROR, (code,), 300, 1.0), NOW)
        cache.save(NOW)
        saved.set()


def test_readers_find_whole_files(tmp_path: Path) -> None:
    context = copies()
    codes = ["127.0.0.2", "127.0.0.3"]
    events = [context.Event() for _ in codes]
    writers = [
        context.Process(target=save_repeatedly, args=(str(tmp_path), code, saved), daemon=True)
        for code, saved in zip(codes, events, strict=True)
    ]
    for writer in writers:
        writer.start()
    for saved in events:
        assert saved.wait(PATIENCE)
    for left in range(20, 0, -1):
        assert saved_codes(tmp_path) in ({code} for code in codes)
        if left == 10:
            writers[0].kill()
    writers[1].kill()
    for writer in writers:
        writer.join(PATIENCE)
    assert saved_codes(tmp_path) in ({code} for code in codes)
    # A writer that died half-way is in nobody's way.
    AnswerCache(tmp_path / "answers").load(NOW)
    heir = AnswerCache(tmp_path / "answers")
    heir.put(Question(NAMES[0]), RESOLVER, Answer(Outcome.NXDOMAIN, (), 300, 1.0), NOW)
    heir.save(NOW)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answers", "answers.lock"]


def saved_codes(folder: Path) -> set[str]:
    """The codes in the file, which must be whole."""
    cache = AnswerCache(folder / "answers")
    cache.load(NOW)
    assert cache.warning is None
    found = [cache.get(Question(name), RESOLVER, NOW) for name in NAMES]
    return {record for answer in found for record in (answer.records if answer else ("missing",))}
