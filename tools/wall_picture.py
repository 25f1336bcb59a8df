"""The picture of the wall in README: ``python -m tools.wall_picture docs/wall.png``.

It is the first page of ``repcheck demo --wall`` in Chromium, which ``apt install chromium`` brings.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = (1280, 860)
#: Bytes: who clones the repository has it, too.
MOST = 300_000


def taken(target: Path) -> None:
    """Take it. Raises CalledProcessError where Chromium fails, ValueError for a picture that is too large."""
    words = (sys.executable, "-m", "repcheck", "demo", "--wall")
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as wall:  # noqa: S603 - ourselves
        try:
            assert wall.stdout is not None
            photographed(wall.stdout.readline().strip(), target)
        finally:
            wall.terminate()
    if target.stat().st_size > MOST:
        raise ValueError(f"{target} is larger than {MOST:,} bytes")


def photographed(url: str, target: Path) -> None:
    """What a browser of that size shows at once."""
    with tempfile.TemporaryDirectory(prefix="repcheck-picture-") as profile:
        subprocess.run(  # noqa: S603 - fixed words
            (  # noqa: S607 - wherever it is installed
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                f"--screenshot={target.absolute()}",
                url,
            ),
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    taken(Path(sys.argv[1]))
