"""All well-known texts, in the order in which they are tried."""

from repcheck.bounces.meanings.google import GOOGLE
from repcheck.bounces.meanings.microsoft import MICROSOFT
from repcheck.bounces.meanings.receivers import RECEIVERS
from repcheck.bounces.meanings.records import RECORDS
from repcheck.bounces.meanings.row import MeaningRow
from repcheck.bounces.meanings.servers import SERVERS

#: The first whose pattern and category fit explains.
TEXT_ROWS: tuple[MeaningRow, ...] = (*MICROSOFT, *GOOGLE, *RECEIVERS, *SERVERS, *RECORDS)
