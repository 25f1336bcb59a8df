"""Secrets of ways out: found where the configuration says, and in no message."""

from collections.abc import Callable, Mapping

from repcheck.errors import SecretMissing
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import Kept


def find_secret(
    place: Kept, field: str, environ: Mapping[str, str], read_file: Callable[[str], str]
) -> Secret:
    """The value itself. ``field`` names it in messages: "alerts: ops: url".

    ``read_file`` returns the text of the file at a path and raises OSError when it cannot.
    Raises SecretMissing when there is nothing at the place, or it cannot be read.
    """
    if isinstance(place, Secret):
        return place
    source, _, name = place.partition(":")
    try:
        text = environ.get(name, "") if source == "env" else read_file(name)
    except UnicodeDecodeError:
        # Not chained: the exception carries the file's bytes.
        raise SecretMissing(f"{place} is not text", field) from None
    except OSError as error:
        raise SecretMissing(
            f"{place} cannot be read: {error.strerror or type(error).__name__}", field
        ) from error
    if not text.strip():
        raise SecretMissing(f"{place} is {'not set' if source == 'env' else 'empty'}", field)
    return Secret(text.strip())
