"""The files of catalogs: where the built-in ones lie, and how large one may be."""

from pathlib import Path

from repcheck.errors import UnreadableFile
from repcheck.files import read_at_most, reason

FILE_NAME = "blocklists.yaml"
PROVIDERS_NAME = "providers.yaml"
MAX_BYTES = 8 * 1024 * 1024


def built_in_path(name: str = FILE_NAME) -> Path:
    """Where the built-in data lie: in the installed package, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package, package.parent):
        if (folder / name).is_file():
            return folder / name
    raise UnreadableFile("the built-in catalog is not there: the installation is damaged", name)


def read_file(path: Path, name: str) -> bytes:
    """The bytes of a file, as far as one may be long. Raises UnreadableFile."""
    try:
        return read_at_most(path, MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"cannot be read: {reason(error)}", name) from error
