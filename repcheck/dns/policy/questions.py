"""The question section of each query."""

from repcheck.dns.policy.state import QuestionSource
from repcheck.dns.wire import LONGEST_SECTION, labels_wire, mixed_case, question_section, zone_wire


class Questions:
    """Makes question sections; lanes go through the same owners almost in step, so those are kept."""

    _KEPT = 8192

    def __init__(self) -> None:
        self._owners: dict[str, bytes] = {}

    def of(self, source: QuestionSource, owner: str) -> bytes:
        """The section that asks the source's zone about ``owner``. Raises ValueError (see wire)."""
        if not source.zone:
            section = question_section(b"", zone_wire(owner, source.rdtype))
            # The few letters of a reverse name make nothing harder to guess.
            return section if source.takes_all or owner.endswith(".arpa") else mixed_case(section)
        wire = self._owners.get(owner)
        if wire is None:
            if len(self._owners) >= self._KEPT:
                self._owners.clear()
            wire = self._owners[owner] = labels_wire(owner)
        section = wire + source.zone
        return section if len(section) <= LONGEST_SECTION else question_section(wire, source.zone)
