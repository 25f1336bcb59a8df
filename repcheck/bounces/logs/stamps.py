"""The time of a log line: RFC 5424 and ISO 8601, BSD syslog without a year (RFC 3164), TAI64N."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from repcheck.patterns import compiled

_MONTHS = {name: number for number, name in enumerate(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
)}  # fmt: skip
_ISO = compiled(
    r"(?<!\d)(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?"
    r"(?: ?(Z|[+-]\d\d:?\d\d)(?!\d))?"
)
_BSD = compiled(
    r"(?<![A-Za-z])(" + "|".join(_MONTHS) + r") {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?!\d)"
)
_TAI = compiled(r"@([0-9a-f]{16})[0-9a-f]{8}(?![0-9a-f])")
_UNIX = compiled(r"(\d{9,11})\.\d{1,9} ")
_IN_FRONT = compiled(rf"(?:<\d{{1,3}}>)?(?:1 )?(?:{_ISO.pattern}|{_BSD.pattern})")
_TAI_EPOCH = 0x4000000000000000 + 10  # of Unix time 0, as multilog writes it: leap seconds left out
_HEAD = 200
_AHEAD = timedelta(days=2)  # a clock that is wrong, or a zone that the stamp does not tell
_LAST = 253402300799


class Stamps:
    """Reads the times of one log's lines as RFC 3339 UTC. A stamp without a zone is taken as UTC.

    A stamp without a year gets the latest year in which it is not in the future; a log that is followed
    over New Year's Eve goes on with the next one.

    ``latest``          moment of the log so far, or when it is read
    ``first_too_late``  the earliest moment that was too late, so that its stamp got an earlier year; or None
    """

    def __init__(self, now: datetime) -> None:
        self.latest = now.astimezone(UTC)
        self.first_too_late: datetime | None = None
        self._last = ""
        self._last_time: str | None = None
        self._iso: tuple[str, str | None] = "", None

    def of(self, line: str) -> str | None:
        """The time at the head of this line, or None. Of several, the one that states its zone."""
        if line.startswith(self._last) and self._last:
            return self._last_time  # a busy server writes many lines in a second
        plain = _BSD.match(line)
        if plain:
            self._last, self._last_time = plain[0], _rfc3339(self._from_bsd(plain))
            return self._last_time
        head = line[:_HEAD].partition(": ")[0]  # what stands behind is somebody's text
        found = list(_ISO.finditer(head))
        exact = next((match for match in found if match[7]), found[0] if found else None)
        if exact:
            if exact[0] != self._iso[0]:
                self._iso = exact[0], _rfc3339(_from_iso(exact))
            return self._iso[1]
        bsd = _BSD.search(head)
        if bsd:
            return _rfc3339(self._from_bsd(bsd))
        tai = _TAI.search(head)
        if tai:
            return of_epoch(int(tai[1], 16) - _TAI_EPOCH)
        unix = _UNIX.match(head)
        return of_epoch(int(unix[1])) if unix else None

    def pass_over(self, line: str) -> None:
        """A line whose time nobody asks for: only the year of those behind it may rest on it."""
        if not line[:1].isdecimal():
            self.of(line)

    def knows(self, first_too_late: datetime | None) -> bool:
        """Whether a moment that was too late for the reader of a part is too late here, too."""
        return first_too_late is None or first_too_late > self.latest + _AHEAD

    def hear(self, latest: datetime) -> None:
        """A part of the log came up to this moment."""
        self.latest = max(self.latest, latest)

    def _from_bsd(self, match: re.Match[str]) -> datetime | None:
        parts = (_MONTHS[match[1]], int(match[2]), int(match[4]), int(match[5]), int(match[6]))
        if match[3]:
            return _moment(int(match[3]), *parts)
        latest = self.latest.year + 1
        for year in range(latest, latest - 10, -1):  # 29 February may be 8 years back
            moment = _moment(year, *parts)
            if moment is None:
                continue
            if moment <= self.latest + _AHEAD:
                self.latest = max(self.latest, moment)
                return moment
            self.first_too_late = min(moment, self.first_too_late or moment)
        return None


def stamp_in_front(line: str) -> bool:
    """Whether a line begins with its time, perhaps behind its priority."""
    return _IN_FRONT.match(line) is not None


@lru_cache(maxsize=64)  # a busy server writes many lines in a second
def of_epoch(seconds: float) -> str | None:
    """Unix time as RFC 3339 UTC; None when no year of four digits has it."""
    if not 0 < seconds < _LAST:
        return None
    return _rfc3339(datetime.fromtimestamp(seconds, UTC))


def _from_iso(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    moment = _moment(year, month, day, hour, minute, second)
    zone = match[7]
    if moment is None or zone in (None, "Z"):
        return moment
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    try:
        return moment - ahead if zone[0] == "+" else moment + ahead
    except OverflowError:
        return None


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)  # 60: a leap second
    except ValueError:
        return None


def _rfc3339(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment and moment.year >= 1970 else None
