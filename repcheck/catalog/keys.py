"""Keys of lists that answer only their customers. A key never enters a message or a catalog value."""

from collections.abc import Callable, Mapping

from repcheck.errors import BadInput
from repcheck.model.catalog import ReputationList
from repcheck.model.secret import MASK, KeyedName, Secret
from repcheck.patterns import compiled

PLACE = "{key}"

#: One label of a host name (RFC 1123 2.1), in either case.
_LABEL = compiled(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?")


def find_key(
    entry: ReputationList, environ: Mapping[str, str], read_file: Callable[[str], str]
) -> Secret | None:
    """The key of the list; None when it needs none, or when the variable or file is not there or empty.

    ``read_file`` returns the text of the file at a path and raises OSError when it cannot.
    Raises BadInput when the file is there but cannot be read, and when the key is not a host-name label.
    """
    source, _, place = (entry.key or "").partition(":")
    if source == "env":
        key = environ.get(place, "")
    elif source == "file":
        key = _from_file(entry, place, read_file)
    else:
        return None
    key = key.strip()
    if key and not _LABEL.fullmatch(key):
        raise BadInput(f"the key of list {entry.id} is not a label of a host name", entry.key or "")
    return Secret(key) if key else None


def _from_file(entry: ReputationList, place: str, read_file: Callable[[str], str]) -> str:
    try:
        return read_file(place)
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        # Not chained: the exception carries the file's bytes.
        raise BadInput(f"the key file of list {entry.id} is not text", entry.key or "") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = f"the key file of list {entry.id} cannot be read: {reason}"
        raise BadInput(what, entry.key or "") from error


def masked_zone(entry: ReputationList, key: Secret | None = None) -> str:
    """The zone that is asked with this key or without, as every output, log and saved evidence shows it."""
    return _form(entry, key).replace(PLACE, MASK)


def asked_zone(entry: ReputationList, key: Secret | None) -> str | None:
    """The zone that questions end in, masked wherever it is printed; None when it needs a key and has none.

    With a key the list's keyed zone takes the place of its public one.
    """
    form = _form(entry, key)
    if PLACE not in form:
        return form
    if key is None:
        return None
    return KeyedName(form.replace(PLACE, key.reveal()), form.replace(PLACE, MASK))


def _form(entry: ReputationList, key: Secret | None) -> str:
    return entry.keyed_zone if key is not None and entry.keyed_zone is not None else entry.zone
