"""The file of listings that are accepted, and for how long they are."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from repcheck.cli.options.groups import VERDICT, F, gathered, option
from repcheck.cli.options.values import Days
from repcheck.errors import UnreadableFile
from repcheck.files import check_output, is_there, read_bounded, replacing

if TYPE_CHECKING:
    from repcheck.model.baseline import Accepted

#: As a user spells them: what means nothing without ``--baseline``.
BASELINE_OPTIONS = ("--update-baseline", "--accept-for")

_DAYS = 90


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """``file`` None: there is none. ``days``: how long what is accepted today is."""

    file: Path | None = None
    update: bool = False
    days: int = _DAYS

    def read(self) -> "tuple[Accepted, ...] | None":
        """What is accepted; None without a file. One that an update makes may be missing. Raises BadInput."""
        if self.file is None:
            return None
        from repcheck.baseline.file import read_baseline
        from repcheck.catalog.files import MAX_BYTES

        if self.update:
            check_output(self.file)
        if not is_there(self.file):
            if self.update:
                return ()
            raise UnreadableFile("is not there; --update-baseline writes it", str(self.file))
        return read_baseline(read_bounded(self.file, MAX_BYTES), str(self.file))

    def write(self, accepted: "tuple[Accepted, ...]") -> None:
        """Replace the file whole. Raises BadInput."""
        from repcheck.baseline.file import write_baseline

        content = write_baseline(accepted)
        assert self.file is not None
        with replacing(self.file) as write:
            write(content)


def baseline_options(function: F) -> F:
    """``--baseline`` and what belongs to it, handed to the command as one argument ``baseline``."""
    options = (
        option(
            "--baseline",
            "file",
            group=VERDICT,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Accept the listings in FILE; fail on what is new, worse, or accepted for too long.",
        ),
        option(
            "--update-baseline",
            "update",
            group=VERDICT,
            is_flag=True,
            help="Write what is listed now into the baseline, and take out what is gone.",
        ),
        option(
            "--accept-for",
            "days",
            group=VERDICT,
            type=Days(),
            default=_DAYS,
            metavar="DAYS",
            help="How long an update accepts what is new: 30, 30d [default: 90d].",
        ),
    )
    return gathered(function, "baseline", Baseline, ("file", "update", "days"), options)
