"""Which mail server wrote a log, by its first lines."""

from functools import cache
from importlib import import_module
from itertools import islice

from repcheck.bounces.json_head import first_values
from repcheck.bounces.log_kinds import LOG_KINDS
from repcheck.bounces.logs.parser import Log, LogKind
from repcheck.bounces.logs.shipped import lines_of
from repcheck.bounces.logs.wrapped import BEGINS_JSON, unwrapping
from repcheck.patterns import compiled

_HEAD = 64 * 1024
_LINES = 400
_LINE = 1000
_CLOCK = rb"\d\d:\d\d:\d\d"
_DAY = rb"\d{4}-\d\d-\d\d"
_PID = rb"(?:\[\d{1,10}\])?: "
# What a line of a log begins with, behind a container's or a pipe's prefix.
_STAMPED = compiled(
    rb"(?:[\w.-]{1,64} {1,8}\| |\[[\w./-]{1,200}\] |[A-Z][a-z][a-z] (?=\d{4}-)"
    rb"|" + _DAY + rb"T[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) [FP] )?(?:<\d{1,3}>)?"
    rb"(?:(?:1 )?" + _DAY + rb"[T ]" + _CLOCK + rb"|[A-Z][a-z][a-z] {1,2}\d{1,2} (?:\d{4} )?" + _CLOCK
    + rb" |@[0-9a-f]{16,24} |\d{9,11}\.\d{1,9} )"
    # Postfix behind another stamp, behind none, and its words alone (journalctl -o cat).
    rb"|(?:[\w./<>|,+ -]|:(?! )){0,80}?postfix[\w.-]{0,40}/[\w/-]{2,60}\[\d{1,10}\]: "
    rb"|[0-9A-Za-z]{6,24}: to=<[^\s<>]{1,320}>, (?:orig_to=<[^\s<>]{1,320}>, )?relay="
)  # fmt: skip
# Other programs write into the mail log too, and may fill its beginning: most run beside Postfix.
_NEIGHBOURS = compiled(
    rb"[ |](?:dovecot|opendkim|opendmarc|amavis|spamd|rspamd|postgrey|policyd[\w-]{0,20}|postsrsd|saslauthd)"
    + _PID
)


@cache
def log(kind: LogKind) -> Log:
    """How the logs of that kind are recognised and read."""
    found: Log = import_module(f"repcheck.bounces.logs.kinds.{kind}").LOG
    return found


def log_kind(head: bytes) -> LogKind | None:
    """The mail server that wrote a log which begins so; None: no log that is known.

    ``head``: the first bytes of the log, best 64 KiB; the last line may be cut. Most lines must look like
    those of a log: a mail that quotes a line of a log is none.
    """
    head = head[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ")
    first = head.partition(b"\n")[0]
    if BEGINS_JSON.match(head):
        return _of_json(head.replace(b"\x1e", b""))
    unwrap = unwrapping(head)
    if unwrap is not None:
        return _of_lines([line for _, line in unwrap.lines(head + b"\n\n", 1)][:_LINES])
    for kind in LOG_KINDS:
        if log(kind).in_first_line(first):
            return kind
    return _of_lines(head.splitlines()[:_LINES])


def _of_json(head: bytes) -> LogKind | None:
    for kind in LOG_KINDS:
        if log(kind).in_json(head):
            return kind
    found = (line for value in first_values(head) for line in lines_of(value))
    return _of_lines(list(islice(found, _LINES)))


def _of_lines(lines: list[bytes]) -> LogKind | None:
    lines = [line[:_LINE] for line in lines if line.strip()]
    stamped = [line for line in lines if _STAMPED.match(line)]
    if 2 * len(stamped) <= len(lines):
        return None
    text = b"\n".join(stamped)
    for kind in LOG_KINDS:
        if any(program.search(text) for program in log(kind).programs):
            return kind
    return "postfix" if _NEIGHBOURS.search(text) else None
