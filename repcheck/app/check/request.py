"""What the main job is asked to do."""

from typing import TYPE_CHECKING

import msgspec

from repcheck.app.run.plan import OF_A_RANGE_AT_MOST, Expansion, RunPlan
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.observations import Severity
from repcheck.model.targets import Target

if TYPE_CHECKING:
    from repcheck.app.bounces.sources import BounceSources


class CheckRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the main job.

    ``lists``         the selected lists, in catalog order
    ``bounces``       where bounces are read; None: none in this run
    ``expand``        what of a domain adds targets
    ``of_a_range``    addresses that are looked at of one range that records name; of a larger IPv4 range a
                      sample
    ``any_address``   ask about private and reserved addresses too
    ``fail_on``       least severity of a listing that makes exit code 1; None: never
    ``min_coverage``  least share of pairs that must have been answered, 0 to 1
    ``required``      ids of the lists of which so much must have been answered; None: all that are asked
    ``timeout``       seconds for the whole run; None: no bound but that of each question
    ``begun``         see RunPlan
    ``flags``         the options that commands of the plan repeat, as they are typed
    ``keep_clean``    False: of each target the report keeps what says something, and counts the
                      plain clean observations; a run that read bounces keeps all
    ``keep_records``  keep each bounce in the report, and not only what they come to
    ``evidence``      keep what is read for a file that others may see: with recipients masked, in the report
                      too
    """

    targets: tuple[Target, ...]
    catalog: Catalog
    lists: tuple[ReputationList, ...]
    bounces: "BounceSources | None" = None
    expand: frozenset[Expansion] = frozenset({"mx"})
    of_a_range: int = OF_A_RANGE_AT_MOST
    any_address: bool = False
    fail_on: Severity | None = Severity.LOW
    min_coverage: float = 0.8
    required: tuple[str, ...] | None = None
    timeout: float | None = None
    begun: float | None = None
    keep_clean: bool = True
    flags: str = ""
    keep_records: bool = False
    evidence: bool = False

    @property
    def plan(self) -> RunPlan:
        """What it asks of its run."""
        return RunPlan(
            expand=self.expand,
            of_a_range=self.of_a_range,
            any_address=self.any_address,
            timeout=self.timeout,
            sources=None
            if self.catalog.sources is None
            else tuple(one for one in self.catalog.sources if one.enabled),
            begun=self.begun,
        )
