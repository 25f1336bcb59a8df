"""``repcheck explain``."""

import re
import sys
from pathlib import Path

import click
import msgspec

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.request import CheckRequest
from repcheck.cli.catalogs import full_catalog
from repcheck.cli.options import (
    NETWORK_OPTIONS,
    Chosen,
    Command,
    Network,
    Output,
    chosen,
    needs,
    network,
    option,
    output,
)
from repcheck.cli.options.flags import flags
from repcheck.cli.options.groups import INPUT
from repcheck.cli.running import environment, run_check
from repcheck.cli.showing import show
from repcheck.cli.streams import stdin_at_most
from repcheck.errors import BadInput, UnreadableFile
from repcheck.files import is_there, read_start
from repcheck.model.catalog import Catalog
from repcheck.model.report import Report
from repcheck.render.formats import names, wanted

#: Of a file or of standard input; the notice stands before the mail that came back, however large that is.
_MOST = 1_000_000
_STDIN = "-"
#: A word that names a file and nothing that a mail server says.
_FILE_NAME = re.compile(
    r"(?!\w+://)[^\s<>@]*(?:\.(?:eml|txt|msg|log|mbox|mail|json|gz|bz2|xz|zst|csv)|/[^\s<>@]*)", re.IGNORECASE
)


#: A word that is meant as an option, where others with a dash ("-0500") belong to the text.
_OPTION = re.compile(r"--[a-z][a-z-]+(?:=.*)?")


class _Explain(Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Unknown words with a dash are text, but for what can only be an option. Raises NoSuchOption."""
        left = super().parse_args(ctx, args)
        for word in ctx.params.get("words") or ():
            if _OPTION.fullmatch(word):
                raise click.NoSuchOption(word.partition("=")[0], ctx=ctx)
        return left


@click.command(
    cls=_Explain,
    rules=needs("--ask", *NETWORK_OPTIONS),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  repcheck explain "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org"
  repcheck explain S3150
  repcheck explain bounce.eml --ask

\b
Exit codes: 0 explained, 2 wrong usage, or no refusal in the text; with --ask
            those of "repcheck check"
""",
)
@click.argument("words", nargs=-1, metavar="[TEXT|CODE|LINK|FILE|-]...")
@option("--ask", group=INPUT, is_flag=True, help="Look up the lists that the text names.")
@output(*names("explain"), without=("quiet",), letters=True, command="explain")
@chosen("catalog", "config")
@network()
def command(words: tuple[str, ...], ask: bool, output: Output, chosen: Chosen, network: Network) -> int:
    """Explain one pasted bounce, reply or code in plain words, with what to do.

    Takes the text itself, with or without quotes, a code (S3150), a link, a file, or '-' for
    standard input; without any it asks for the text. Looks nothing up, unless --ask.
    """
    from repcheck.app.bounces.explain import explain

    catalog = full_catalog(chosen)
    text = content(words)
    report = explain(text, catalog, environment(), flags(chosen, network))
    if not report.bounces:
        raise BadInput("No refusal is in this text.")
    if ask:
        asked = _asked(text, report, catalog, chosen, network, output)
        report = msgspec.structs.replace(asked, explained=report.explained)
    return show(report, output, wanted("explain", output.fmt), "repcheck.bounces/1", catalog=catalog)


def content(words: tuple[str, ...]) -> str:
    """The text that the words are, or where it lies. Raises UnreadableFile."""
    if not words and sys.stdin is not None and sys.stdin.isatty():
        click.echo("Paste the bounce, end with Ctrl-D:", err=True)
    if words in ((), (_STDIN,)):
        return stdin_at_most(_MOST).decode("utf-8", "surrogateescape")
    if len(words) == 1:
        path = Path(words[0])
        if words[0] and is_there(path):
            return _text_of(read_start(path, _MOST), words[0])
        if _FILE_NAME.fullmatch(words[0]):
            raise UnreadableFile("no such file", words[0])
    return " ".join(words)


def _text_of(raw: bytes, file: str) -> str:
    from repcheck.readers.foreign import other_file

    what = other_file(raw)
    if what is not None:
        raise UnreadableFile(what, file)
    return raw.decode("utf-8", "surrogateescape")


def _asked(
    text: str, report: Report, catalog: Catalog, chosen: Chosen, network: Network, output: Output
) -> Report:
    """The report with today's answers of the lists that the text names; of all, where it names none."""
    cited = {name for record in report.bounces or () for name in record.cited_lists}
    lists = tuple(each for each in catalog.lists if each.id in cited and each.asks)
    request = CheckRequest(
        targets=(),
        catalog=catalog,
        lists=lists or tuple(each for each in catalog.lists if each.asks and each.enabled),
        bounces=BounceSources(pasted=text),
        expand=frozenset(),
        timeout=network.timeout,
        keep_clean=output.keep_clean,
        flags=flags(chosen, network),
    )
    return run_check(request, network)
