"""Memory of a run over many pairs, bytes a pair: ``python -m tests.app.run.many_pairs text|json LISTS``."""

import os
import random
import resource
import sys
from pathlib import Path

from repcheck.model.dns import Answer, Outcome
from repcheck.model.report import TargetReport
from repcheck.render.json.lines import target_lines
from repcheck.render.text.report import render_text
from tests.app.answering import asked, request_of


def _peak() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _answer(zone: str, owner: str) -> Answer:
    if zone == "bl0.example":
        return Answer(Outcome.TIMEOUT)
    return Answer(Outcome.NXDOMAIN, (), None, random.random(), "192.0.2.53:53")


def main(keep_clean: bool, lists: int) -> None:
    targets = "198.18.0.0/19"
    # What the targets themselves cost, and the modules, is in the first run.
    asked(request_of(targets, 1, keep_clean=keep_clean), _answer).report()
    before = _peak()
    request = request_of(targets, lists, keep_clean=keep_clean)
    with Path(os.devnull).open("wb") as sink:

        def tell(found: TargetReport) -> None:
            sink.write(target_lines(found))

        report = asked(request, _answer).report(tell)
        sink.write(render_text(report, width=80, colour=False, verbose=0, show_addresses=False).encode())
    print((_peak() - before) / (len(request.targets) * (lists - 1)))


if __name__ == "__main__":
    main(sys.argv[1] == "json", int(sys.argv[2]))
