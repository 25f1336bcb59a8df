"""Taking a newer catalog: fetched, proved, checked, and only then put in place of the one before."""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from repcheck._version import __version__
from repcheck.app.environment import Environment, rfc3339
from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.files import MAX_BYTES
from repcheck.errors import BadOption
from repcheck.http.fetch import fetch
from repcheck.model.catalog import Catalog
from repcheck.model.secret import without_password
from repcheck.readers.signed import check_digest, check_signature
from repcheck.store.installed_catalogs import InstalledCatalog, InstalledCatalogs
from repcheck.store.places import state_place

_SIGNATURE_BYTES = 65_536

#: A URL or path, and the most bytes -> its content.
Fetch = Callable[[str, int], Awaitable[bytes]]


class UpdateRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Where a catalog is taken from, and the proof that it is the right one: a digest, or a signature.

    ``signature``  URL or path of a detached signature; ``key`` the public key of its maker
    """

    source: str
    sha256: str | None = None
    signature: str | None = None
    key: Path | None = None


def installed_catalogs(environment: Environment) -> InstalledCatalogs:
    """Where catalogs that were taken lie. Raises StoreUnavailable when no place is known."""
    return InstalledCatalogs(state_place(environment.environ) / "catalogs")


async def update(
    request: UpdateRequest,
    environment: Environment,
    try_on: Callable[[Catalog], object],
    get: Fetch = fetch,
) -> tuple[InstalledCatalog, Catalog]:
    """Take the catalog; returns what is known of it.

    Raises BadInput or StoreUnavailable: then nothing has changed. ``try_on`` raises BadInput when the
    catalog does not go with the user's configuration.
    """
    _must_be_provable(request)
    data = await get(request.source, MAX_BYTES)
    await _prove(data, request, get)
    catalog = parse_catalog(data, without_password(request.source))
    try_on(catalog)
    taken = InstalledCatalog(
        sha256=hashlib.sha256(data).hexdigest(),
        source=without_password(request.source),
        at=rfc3339(environment.now()),
        repcheck=__version__,
        proof="signature" if request.signature is not None else "sha256",
    )
    installed_catalogs(environment).take(data, taken)
    return taken, catalog


def _must_be_provable(request: UpdateRequest) -> None:
    if (request.signature is None) != (request.key is None):
        raise BadOption("a signature is proved by --key FILE, and a key by --signature FILE", "--signature")
    if request.sha256 is None and request.signature is None:
        raise BadOption("is needed, or --signature and --key: who made the file must be proved", "--sha256")


async def _prove(data: bytes, request: UpdateRequest, get: Fetch) -> None:
    if request.sha256 is not None:
        check_digest(data, request.sha256, "--sha256")
    if request.signature is not None and request.key is not None:
        signature = await get(request.signature, _SIGNATURE_BYTES)
        check_signature(data, signature, request.key, "--signature")
