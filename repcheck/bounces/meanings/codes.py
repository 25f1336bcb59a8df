"""What each enhanced status code of the IANA registry means (RFC 5248)."""

from repcheck.bounces.meanings.address_codes import ADDRESS_CODES
from repcheck.bounces.meanings.row import MeaningRow
from repcheck.bounces.meanings.security_codes import SECURITY_CODES
from repcheck.bounces.meanings.system_codes import SYSTEM_CODES

#: In the order of the registry.
CODE_ROWS: tuple[MeaningRow, ...] = (*ADDRESS_CODES, *SYSTEM_CODES, *SECURITY_CODES)
