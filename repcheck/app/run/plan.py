"""What a run does beside asking lists: how far records lead it, and how long it may take."""

from typing import Literal

import msgspec

from repcheck.model.sources import SourceSetting

Expansion = Literal["mx", "spf"]

#: Addresses of one range named by records that are looked at one by one, unless the user says otherwise.
OF_A_RANGE_AT_MOST = 16


class RunPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Of one run.

    ``expand``       what of a domain adds targets
    ``of_a_range``   addresses that are looked at of one range that records name; of a larger IPv4 range a
                     sample
    ``any_address``  ask about private and reserved addresses too
    ``timeout``      seconds for the whole run; None: no bound but that of each question
    ``sources``      over HTTP, that are asked beside the lists; None: the usual ones, once one is needed
    ``begun``        when these seconds began, by the monotonic clock of the run's environment: reading very
                     many targets takes its share of them; None: when the run begins
    """

    expand: frozenset[Expansion] = frozenset()
    of_a_range: int = OF_A_RANGE_AT_MOST
    any_address: bool = False
    timeout: float | None = None
    sources: tuple[SourceSetting, ...] | None = ()
    begun: float | None = None
