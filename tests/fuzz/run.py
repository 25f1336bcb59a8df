"""``make fuzz``: inputs that reach code no earlier input reached, for a bounded time (atheris, libFuzzer).

    python -m tests.fuzz.run KIND SECONDS FOLDER

FOLDER keeps what was found from run to run; an input that breaks a promise, takes over ten seconds or over
a gigabyte is written there and ends the run with an error.
"""

import hashlib
import importlib
import sys
from pathlib import Path
from typing import Any

_MOST_BYTES = 32 * 1024


def main(kind: str, seconds: int, folder: Path) -> None:
    """Fuzz one kind of input. Ends the process."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["repcheck.bounces"]):
        from tests.fuzz.targets import targets
    target = targets()[kind]
    corpus = folder / kind
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed[:_MOST_BYTES])
    options = (f"max_total_time={seconds}", f"max_len={_MOST_BYTES}", "timeout=10", "rss_limit_mb=1024")
    arguments = [
        f"-{option}" for option in (*options, f"artifact_prefix={corpus}-broken-", "print_final_stats=1")
    ]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
