"""What the main job is asked to do."""

from datetime import datetime
from typing import Literal

import msgspec

from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.observations import Severity
from repcheck.model.own import Own
from repcheck.model.targets import Target

Expansion = Literal["mx", "spf"]

#: Addresses of one range named by records that are looked at one by one, unless the user says otherwise.
OF_A_RANGE_AT_MOST = 16


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, and how.

    ``paths``       files, directories, mailboxes on an IMAP server, or "-"
    ``kind``        what they are (``repcheck.readers.kinds.KINDS``); None: told by their content
    ``jobs``        processes that judge; None: one for each core
    ``deliveries``  records of what was delivered too, where a log tells of it
    ``stored``      the records that earlier runs stored, before those of the paths
    ``since``       of records that are dated, only those of this moment and later ones; None: all
    ``own``         what the user sends with, to tell backscatter by; None: not said
    """

    paths: tuple[str, ...] = ()
    kind: str | None = None
    jobs: int | None = None
    deliveries: bool = False
    stored: bool = False
    since: datetime | None = None
    own: Own | None = None


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
    ``timeout``       seconds for the whole run; None: no bound but that of each question
    ``keep_clean``    False: of each target the report keeps what says something, and counts the
                      plain clean observations; a run that read bounces keeps all
    """

    targets: tuple[Target, ...]
    catalog: Catalog
    lists: tuple[ReputationList, ...]
    bounces: Sources | None = None
    expand: frozenset[Expansion] = frozenset({"mx"})
    of_a_range: int = OF_A_RANGE_AT_MOST
    any_address: bool = False
    fail_on: Severity | None = Severity.LOW
    min_coverage: float = 0.8
    timeout: float | None = None
    keep_clean: bool = True
