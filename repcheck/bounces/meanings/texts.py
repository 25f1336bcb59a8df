"""All well-known texts, in the order in which they are tried."""

from repcheck.bounces.meanings.google import GOOGLE
from repcheck.bounces.meanings.microsoft import MICROSOFT
from repcheck.bounces.meanings.receivers import RECEIVERS
from repcheck.bounces.meanings.records import RECORDS
from repcheck.bounces.meanings.row import Row
from repcheck.bounces.meanings.servers import SERVERS

#: The first whose pattern and category fit explains.
TEXT_ROWS: tuple[Row, ...] = (*MICROSOFT, *GOOGLE, *RECEIVERS, *SERVERS, *RECORDS)
