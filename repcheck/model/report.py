"""All that one run found: what the renderers show and the exit code is made of."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from repcheck.model.baseline import Compared
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import Cause, Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.explained import Explained
from repcheck.model.mail.bounces_read import BouncesRead
from repcheck.model.mail.hygiene import Backscatter, RefusalIncident
from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import Received
from repcheck.model.observations import ListHealth, Observation, Severity
from repcheck.model.records import AddressRecords, DomainRecords
from repcheck.model.sources import SourceHealth
from repcheck.model.targets import Place, Target


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the run itself, or a target's records, that the user should know.

    ``id``      stable word: "network_down", "no_ptr", "special_address", ...
    ``says``    one sentence; ``remedy`` what to do, None when there is nothing to do
    ``target``  what it is about; None: the run as a whole
    ``place``   the line of a zone file with the record that it is about; None: no file was given
    """

    id: str
    severity: Severity
    says: str
    remedy: str | None = None
    target: str | None = None
    place: Place | None = None


#: Findings of names of which lists were not asked about all addresses.
_UNREACHED = frozenset({"host_unknown", "mail_hosts_unknown", "senders_unknown"})


def unreached(findings: Iterable[Finding], targets: Iterable[Target]) -> tuple[str, ...]:
    """Those of the targets that the user gave whose addresses could not all be looked up."""
    names = dict.fromkeys(one.target for one in findings if one.id in _UNREACHED)
    given = {target.value for target in targets if target.is_given} if names else set()
    return tuple(name for name in names if name is not None and name in given)


class TargetReport(msgspec.Struct, frozen=True, kw_only=True):
    """One target with its observations, in catalog order.

    ``clean``  plain clean observations that were counted and not kept (see CheckRequest.keep_clean);
               no others are ever left out
    """

    target: Target
    observations: tuple[Observation, ...] = ()
    clean: int = 0
    domain: DomainRecords | None = None
    address: AddressRecords | None = None

    @property
    def asked(self) -> int:
        """How many lists were to be asked about it, whatever came of it."""
        return len(self.observations) + self.clean


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """``seconds`` is wall time; ``bounces`` is None when no bounce was read, or none was kept.

    ``counted``      what the bounces come to; None: none was read, or ``bounces`` are to be counted
    ``intake``       what was read for them; None: nothing was, or they were pasted
    ``explained``    what each outcome of a pasted text means; empty for bounces that were read in bulk
    ``incidents``    the same refusal of many recipients within a short time, the costliest first
    ``backscatter``  bounces of mail that was never the user's; they are not among ``bounces``
    ``received``     what receivers report of mail in the user's name, and of TLS to the user's servers
    ``sources``      over HTTP, that were asked
    ``interrupted``  None, or why the run did not end by itself: Ctrl-C, or its --timeout
    ``compared``     how the listings stand to a baseline; None: there is none
    ``begun``        when listings began as far as the monitor saw, by (target, list); others are not known
    """

    started: str
    seconds: float
    exit_code: ExitCode
    targets: tuple[TargetReport, ...] = ()
    lists: tuple[ListHealth, ...] = ()
    bounces: Collection[BounceRecord] | None = None
    counted: BouncesRead | None = None
    intake: Intake | None = None
    explained: tuple[Explained, ...] = ()
    incidents: tuple[RefusalIncident, ...] = ()
    backscatter: Backscatter = Backscatter()
    received: Received = Received()
    causes: tuple[Cause, ...] = ()
    plan: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    sources: tuple[SourceHealth, ...] = ()
    queries: int = 0
    interrupted: Literal["interrupt", "timeout"] | None = None
    compared: Compared | None = None
    begun: Mapping[tuple[str, str], datetime] = {}

    @property
    def bounced(self) -> BouncesRead | None:
        """What the bounces come to, whether they were kept or not; None: none was read."""
        if self.counted is not None or self.bounces is None:
            return self.counted
        return BouncesRead.of(self.bounces)

    @property
    def unreached(self) -> tuple[str, ...]:
        """See above."""
        return unreached(self.findings, (one.target for one in self.targets))
