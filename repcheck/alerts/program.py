"""A program of the user's: the document on its standard input, the gist in its environment."""

from collections.abc import Mapping, Sequence

from repcheck.alerts.running import run
from repcheck.alerts.sink import MOST_SECONDS, failed
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch

#: sysexits.h: EX_TEMPFAIL asks to be called again later. So does every other failure here.
_USAGE = 64


class Program:
    """Runs ``arguments`` (no shell) for each message. Exit 0 is taken, 64 (EX_USAGE) never will be.

    Environment, beside that of repcheck itself: REPCHECK_ID, REPCHECK_THREAD, REPCHECK_SUBJECT and
    REPCHECK_SCHEMA. New ones may come; a value may hold any character but NUL.
    """

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self._arguments = tuple(arguments)
        self._environ = dict(environ)

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``. A program that runs too long is killed, and called again at the next try."""
        environ = self._environ | {
            "REPCHECK_ID": message.id,
            "REPCHECK_THREAD": message.thread,
            "REPCHECK_SUBJECT": message.subject.replace("\0", ""),
            "REPCHECK_SCHEMA": "repcheck.monitor/1",
        }
        try:
            ran = await run(self._arguments, message.document.encode(), environ)
        except OSError as error:
            return failed(f"cannot be run: {error.strerror}")
        if ran.code is None:
            return failed(f"still running after {MOST_SECONDS:g} s, killed")
        if ran.code == 0:
            return TAKEN
        words = f": {ran.said}" if ran.said else ""
        return failed(f"exit {ran.code}{words}", permanent=ran.code == _USAGE)
