"""A first configuration, commented, of a few answers: checked before it is written, never over another."""

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from repcheck.app.memory.watched import complaint_about
from repcheck.catalog.config import apply_config
from repcheck.errors import BadCatalog, BadInput, UnwritableFile
from repcheck.files import reason
from repcheck.model.catalog import Catalog


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """``watch`` targets, at least one; ``mail`` who gets mail, ``webhook`` where its address lies."""

    watch: tuple[str, ...]
    mail: str | None = None
    webhook: str | None = None
    every: str = "1h"


def written(answers: Answers) -> str:
    """The text of the file."""
    return _TEXT.format(
        watch=json.dumps(list(answers.watch), ensure_ascii=False),
        every=answers.every,
        alerts=_alerts(answers),
    )


def begin(path: Path, answers: Answers, catalog: Catalog) -> None:
    """Write the file, with the folders above it. Raises BadInput when an answer is wrong or it is there."""
    try:
        text = written(answers).encode()
    except UnicodeEncodeError:
        raise BadInput("an answer holds octets that are not UTF-8", "config init") from None
    try:
        apply_config(text, str(path), catalog, complaint=complaint_about)
    except BadCatalog as error:
        # The lines are those of a file that is not there: only what is wrong is of use.
        raise BadInput(tuple(line.split(": ", 1)[1] for line in error.mistakes), "config init") from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        raise UnwritableFile("is there already, and stays as it is", str(path)) from None
    except OSError as error:
        raise UnwritableFile(f"cannot be written: {reason(error)}", str(path)) from error


def _alerts(answers: Answers) -> str:
    made: Sequence[str] = [
        *([_MAIL.format(to=json.dumps(answers.mail, ensure_ascii=False))] if answers.mail else []),
        *([_WEBHOOK.format(url=json.dumps(answers.webhook))] if answers.webhook else []),
    ]
    return "alerts:\n" + "".join(made) if made else _NOBODY


_MAIL = """\
  - id: mail
    email: {{to: {to}, smtp: "127.0.0.1:25"}}    # or sendmail: /usr/sbin/sendmail
"""
_WEBHOOK = """\
  - id: webhook
    webhook: {{url: {url}}}    # secret: "env:NAME" signs the messages
"""
_NOBODY = """\
# alerts:
#   - id: ops
#     email: {to: ops@example.com, smtp: "127.0.0.1:25"}
"""
_TEXT = """\
# What repcheck monitor watches, and whom it tells.
#   repcheck config check    reports all mistakes in this file
#   repcheck config show     each setting and the line that it comes from
#   repcheck monitor         one pass, for cron or a timer
version: 1

targets:
  - group: mine             # a name; make as many groups as you like
    watch: {watch}
    # owner: ops@example.com
    # expand: [mx, spf]     # addresses that a domain's records name; by default mx
    # lists: standard       # as --lists; by default all common lists
    # fail_on: medium       # least severity that makes the exit code 1; by default low
    # selectors: [s2026]    # DKIM selectors of its domains

every: {every}                   # how often you run it: what is older than two passes is stale

# Without alerts, messages go to standard output alone, which cron sends as mail.
# Secrets are never written here: "env:NAME" or "file:/path" says where they are.
{alerts}
# An address that is called after each good pass, so that another service notices when the passes stop:
# ping: {{success: "env:PING_URL", fail: "env:PING_FAIL_URL"}}

# Who may look at repcheck serve from other machines; repcheck serve --set-password prints a hash:
# serve:
#   accounts:
#     - {{name: ops, role: operator, password: "HASH"}}

# Logs that are read on the way, for what listings cost:
# bounces: [/var/log/mail.log]
"""
