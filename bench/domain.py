"""``python -m bench.domain``: ``repcheck domain`` takes the time of its longest chain, not the sum of all.

A domain with ten includes and six mail hosts, each address with its reverse name, asked of a name server that
takes 50 ms for every answer; without lists, and with three lists. Ends with 1 when the fastest of five runs
takes over 20 % more than the chain.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer

from .processes import BenchError

DELAY = 0.05
ALLOWED = 1.2
RUNS = 5
#: More of them measure how fast the name server here makes up its answers.
LISTS = 3
#: The record, an include, the record below that, the host it names, the reverse name of its address.
CHAIN = 5
#: With lists, their test points once more: what lists said is believed when they are still right behind it.
CHAIN_WITH_LISTS = CHAIN + 1
INCLUDES, MAIL_HOSTS = 10, 6


class Measured(NamedTuple):
    """The fastest of several runs, as what slows the others is the machine: seconds as the command tells
    them, and the questions it sent.
    """

    seconds: float
    queries: int

    @property
    def in_turn(self) -> float:
        """Seconds, had each question waited for the answer to the one before."""
        return self.queries * DELAY


def _zone() -> Iterator[str]:
    yield "$TTL 300"
    for number in range(MAIL_HOSTS):
        yield f"example.com. MX {number} mx{number}.example.com."
        yield from _named(f"mx{number}.example.com", f"192.0.2.{number + 1}")
    first = " ".join(f"include:s{number}.example.net" for number in range(INCLUDES - 1))
    yield f'example.com. TXT "v=spf1 {first} -all"'
    for number in range(INCLUDES):
        below = f"include:s{INCLUDES - 1}.example.net" if number == INCLUDES - 2 else "a"
        yield f's{number}.example.net. TXT "v=spf1 {below} -all"'
        yield from _named(f"s{number}.example.net", f"198.51.100.{number + 1}")
    yield '_dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:reports@example.org"'


def _named(host: str, address: str) -> Iterator[str]:
    yield f"{host}. A {address}"
    yield f"{'.'.join(reversed(address.split('.')))}.in-addr.arpa. PTR {host}."


def zones() -> list[z.Zone]:
    """The domain, and lists that list nobody, all of them slow."""
    lists = [z.honest(f"bl{number}.example", {}) for number in range(LISTS)]
    return [z.slow(zone, DELAY) for zone in (z.records(".", "\n".join(_zone())), *lists)]


def catalog() -> str:
    """The lists as a catalog file."""
    entries = (
        f"  - {{id: bench-{number}, zone: bl{number}.example, asks: [ipv4], severity: high, "
        "codes: {127.0.0.2: made up}}"
        for number in range(LISTS)
    )
    return "version: 1\nlists:\n" + "\n".join(entries) + "\n"


def measure(server: str, folder: Path, lists: str, runs: int = RUNS) -> Measured:
    """``lists`` as for --lists. Raises BenchError when a run did not find what is there."""
    file = folder / "lists.yaml"
    file.write_text(catalog(), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "repcheck", "domain", "example.com", "--no-https", "--format", "json"),
        *("--resolver", server, "--catalog", str(file), "--lists", lists),
    ]
    return min(_run(command) for _ in range(runs))


def _run(command: list[str]) -> Measured:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - our own
    if done.returncode not in (0, 1):
        raise BenchError(done.stderr.decode(errors="replace"))
    document = json.loads(done.stdout)
    (found,) = document["domains"]
    mail = sum(sender["origin"].startswith("mx of") for sender in found["senders"])
    sending = len(found["senders"]) - mail
    if (mail, sending) != (MAIL_HOSTS, INCLUDES - 1):
        raise BenchError(f"found {mail} mail hosts and {sending} senders")
    return Measured(document["seconds"], document["queries"])


def _told(found: Measured, chain: int) -> str:
    over = f"{found.seconds:.3f} s, {found.seconds / (chain * DELAY) - 1:+.0%} of the longest chain"
    chain_of = f"{chain} answers of {DELAY * 1000:.0f} ms"
    return (
        f"{over} ({chain_of}); one after the other its {found.queries:,} questions take {found.in_turn:.1f} s"
    )


def main() -> int:
    """Print what each took; 1 when one took too long."""
    worst = 0.0
    server = NameServer(zones())
    server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as folder:
            for lists, chain in (("none", CHAIN), ("all", CHAIN_WITH_LISTS)):
                found = measure(server.address, Path(folder), lists)
                worst = max(worst, found.seconds / (chain * DELAY))
                print(f"--lists {lists}: {_told(found, chain)}")
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        server.stop()
    return 0 if worst <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
