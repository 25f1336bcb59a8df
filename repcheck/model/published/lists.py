"""Lists of a catalog, as a command shows them."""

import msgspec

from repcheck.model.catalog import ReputationList


class ShownLists(msgspec.Struct, frozen=True, kw_only=True):
    """Lists that are to be shown.

    ``source``   names their catalog
    ``in_full``  all that is known of each, not a line
    """

    lists: tuple[ReputationList, ...]
    source: str
    in_full: bool
