"""Passwords: kept as argon2id hashes (RFC 9106), compared slowly and in the same time for every name."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from repcheck.errors import BadInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 12, 1024
NEEDS_EXTRA = "passwords need the extra: pip install 'repcheck[serve]'"


#: Comparing one takes much memory, and readers of pages are not to wait for the guesses of a stranger.
_AT_ONCE = 2


class Passwords:
    """Makes hashes and compares with them. ``hasher`` says how slowly; None: as argon2-cffi advises.

    Raises BadInput when the extra is not installed.
    """

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        try:
            from argon2 import PasswordHasher
        except ImportError as error:
            raise BadInput(NEEDS_EXTRA) from error
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(_AT_ONCE, "password")
        #: For names that there are not, so that they take as long.
        self._nobody = self._hasher.hash("nobody has this password")

    def hashed(self, password: str) -> str:
        """The hash of a new password. Raises BadInput for one that is too short or too long."""
        if not LEAST <= len(password) <= MOST:
            raise BadInput(f"a password has {LEAST} to {MOST:,} characters")
        return self._hasher.hash(password)

    async def checked(self, password: str, kept: str | None) -> bool:
        """As ``fits``, in a thread of its own."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.fits, password, kept)

    def close(self) -> None:
        """Let go of the threads, once what they compare is compared."""
        self._threads.shutdown(wait=False)

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the one of that hash; takes as long when there is none (None) and says no."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            self._hasher.verify(self._nobody if kept is None else kept, password[: MOST + 1])
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
        return kept is not None and len(password) <= MOST


def is_hash(text: str) -> bool:
    """Whether that is an argon2id hash which can be compared with. Raises BadInput without the extra."""
    try:
        from argon2 import extract_parameters
        from argon2.exceptions import InvalidHashError
    except ImportError as error:
        raise BadInput(NEEDS_EXTRA) from error
    try:
        return extract_parameters(text).type.name == "ID"
    except InvalidHashError:
        return False
