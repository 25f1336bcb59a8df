"""Run the public RFC 7208 suite: every case through ``repcheck.check_spf`` and through ``repcheck spf``.

    python -m tests.conformance.run pyspf-2.0.14.tar.gz

The archive is checked before it is opened. Exit code 1 when a case fails, by its result or its explanation.
"""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from repcheck import check_spf
from repcheck.demo.nameserver import NameServer

from .suite import Case, cases

SHA256 = "57a7ef01bda090173aafb6af0106251686ed73f03db4e911fcd34c57fc347186"
MEMBER = "pyspf-2.0.14/test/rfc7208-tests.yml"
#: Fewer would mean that the suite was not read whole.
CASES = 203
PATIENCE = 2.0

#: Result and explanation of one case, asked at a port of this machine.
Ask = Callable[[Case, int], tuple[str, str | None]]


def suite_text(archive: Path) -> str:
    """The suite inside the source archive; ends the program when it is not the archive that is meant."""
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{archive}: not the archive that is wanted (its SHA-256 differs)")
    with tarfile.open(archive) as tar:
        member = tar.extractfile(MEMBER)
        assert member is not None
        return member.read().decode("utf-8")


def by_coroutine(case: Case, port: int) -> tuple[str, str | None]:
    verdict = asyncio.run(
        check_spf(
            ip=case.ip, sender=case.sender, helo=case.helo, resolver=("127.0.0.1", port), timeout=PATIENCE
        )
    )
    return verdict.result, verdict.explanation


def by_command(case: Case, port: int) -> tuple[str, str | None]:
    domain = case.sender.rpartition("@")[2] or case.helo
    command = [sys.executable, "-m", "repcheck", "spf", domain, "--ip", case.ip, "--sender", case.sender]
    command += ["--helo", case.helo, "--resolver", f"127.0.0.1:{port}", "--format", "json"]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=60)
    if not done.stdout:
        return done.stderr.decode("utf-8", "replace"), None
    document = json.loads(done.stdout)
    return document["result"], document["explanation"]


def fault(case: Case, ask: Ask) -> str | None:
    """What is wrong with the outcome of one case; None when it is right."""
    with NameServer([case.zone]) as server:
        result, explanation = ask(case, server.port)
    if result not in case.accepted:
        return f"{case.name}: {result}, not {' or '.join(case.accepted)} ({case.scenario})"
    wanted = None if case.explanation == "DEFAULT" else case.explanation
    if case.explanation is not None and explanation != wanted:
        return f"{case.name}: explanation {explanation!r}, not {wanted!r}"
    return None


def run(chosen: Sequence[Case], ask: Ask, jobs: int) -> list[str]:
    """The faults of all cases."""
    with ThreadPoolExecutor(jobs) as pool:
        return [found for found in pool.map(lambda case: fault(case, ask), chosen) if found is not None]


def main(arguments: Sequence[str]) -> int:
    chosen = list(cases(suite_text(Path(arguments[0]))))
    if len(chosen) != CASES:
        sys.exit(f"{len(chosen)} cases were read, not {CASES}")
    failed = 0
    for way, ask in (("repcheck.check_spf", by_coroutine), ("repcheck spf", by_command)):
        faults = run(chosen, ask, min(4, os.cpu_count() or 1))
        print(
            "\n".join(
                [*faults, f"{way}: {len(chosen) - len(faults)} of {len(chosen)} cases, with explanations"]
            )
        )
        failed += len(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
