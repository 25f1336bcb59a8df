"""Whether a list is still what its test points said at first: when to look again, and what to doubt if not.

A list that answers its test points well can go bad within the run: it begins to refuse, calls
everything absent, or lists everybody. So the points are asked again, the more seldom the longer
all was well, and at the end. What came before points that were right is proved; what came since
then is not.
"""

import sys

from repcheck.app.sweep.job import Healths
from repcheck.app.sweep.points import as_fallen, fallen
from repcheck.lists.health import Verdict

#: Answers that need no second look: a list is not asked three times to be asked once.
HANDFUL = 4
#: Seconds after which even a handful needs one.
LONG = 3.0
_LEAST, _MOST = 32, 4096
#: Listings since the last look, being at least half of the answers, that call for the next one.
_JUMP = 16
#: Seconds of answers of a list with a pace of its own, between two looks.
_PACED = 10.0


class Proof:
    """Counts answers since the points were last right. Nothing here asks or knows the time.

    ``pace``    questions a second that the list is asked; None: as many as it answers
    ``frugal``  True: look again only at the end, as each question counts
    """

    def __init__(self, pace: float | None, *, frugal: bool) -> None:
        self.doubts: dict[str, Healths] = {}
        self.changed: dict[str, Verdict] = {}
        self._ceiling = _MOST if pace is None else max(HANDFUL, min(_MOST, int(pace * _PACED)))
        # No number of answers is the last one: nothing is looked at again before the end.
        self._due = sys.maxsize if frugal else min(_LEAST, self._ceiling)
        self._frugal = frugal
        self._jump = _JUMP
        self._since: list[str] = []
        self._listed = 0
        self._proved = 0
        self._later: Healths | None = None

    def add(self, owner: str) -> bool:
        """An answer without a record has come; True when it is time to look again."""
        since = self._since  # nearly every answer of a large run comes here
        since.append(owner)
        return len(since) >= self._due

    def add_listed(self, owner: str) -> bool:
        """An answer with records has come; True when it is time to look again."""
        self._listed += 1
        if self.add(owner):
            return True
        jumped = self._listed >= self._jump and 2 * self._listed >= len(self._since)
        return jumped and not self._frugal and self._later is None

    def wanted(self, seconds: float) -> bool:
        """Whether to look again at the end, ``seconds`` after the points were last right."""
        if self._later is not None:
            return False
        return len(self._since) > HANDFUL or (bool(self._since) and seconds > LONG)

    def take(self) -> list[str]:
        """The answers that the look that begins now can prove."""
        taken, self._since = self._since, []
        if 2 * self._listed >= len(taken):
            self._jump = 2 * max(self._jump, self._listed)
        self._listed = 0
        return taken

    def judge(self, taken: list[str], before: Healths, now: Healths) -> None:
        """What the look says: ``taken`` is proved, or to be doubted with all that comes later."""
        fell = fallen(before, now)
        if not fell:
            self._proved += len(taken)
            if not self._frugal:
                self._due = min(max(_LEAST, self._proved), self._ceiling)
            return
        self.changed |= fell
        self._later = as_fallen(before, now)
        self._due = sys.maxsize
        self._since = [*taken, *self._since]

    def doubt(self, owners: list[str], before: Healths, now: Healths) -> None:
        """Answers that came from elsewhere than what was proved, where ``now`` holds."""
        if fallen(before, now):
            self.doubts |= dict.fromkeys(owners, as_fallen(before, now))

    def settled(self) -> dict[str, Healths]:
        """All doubts, once nothing more comes."""
        if self._later is not None:
            self.doubts |= {owner: self._later for owner in self._since if owner not in self.doubts}
        return self.doubts
