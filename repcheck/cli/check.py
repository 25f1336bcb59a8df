"""``repcheck check``."""

import click

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.app.run.plan import OF_A_RANGE_AT_MOST, Expansion
from repcheck.cli.inputs import PathsAfterBounces, target_inputs
from repcheck.cli.options import Options, shared
from repcheck.cli.running import epilog, no_targets, read_catalog, read_targets, run_check, show, stream
from repcheck.errors import BadOption

#: Addresses of a range that is given.
_GIVEN_AT_MOST = 1024


def parse_expand(text: str) -> frozenset[Expansion]:
    """``mx,spf`` or ``none``. Raises BadOption."""
    if text == "none":
        return frozenset()
    words: set[Expansion] = set()
    for word in text.split(","):
        if word == "mx":
            words.add("mx")
        elif word == "spf":
            words.add("spf")
        else:
            raise BadOption(f'"{word}" is neither mx nor spf nor none', "--expand")
    return frozenset(words)


@click.command(
    cls=PathsAfterBounces,
    epilog=epilog(
        "repcheck check 192.0.2.10 example.com",
        "repcheck check -i targets.txt --bounces Maildir/ --format json",
        "repcheck check 192.0.2.0/28 --lists standard --quiet",
    ),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@target_inputs
@click.option(
    "--expand",
    default="mx",
    show_default=True,
    metavar="mx,spf|none",
    help="Add the addresses of a domain's mail hosts and SPF record.",
)
@click.option(
    "--max-hosts",
    type=click.IntRange(1),
    default=None,
    help="Largest range that is taken apart into addresses [default: 1024 of those you give, 16 of those "
    "that records name, of which larger ones are sampled].",
)
@shared("text", "json", "jsonl")
@click.pass_context
def command(
    context: click.Context,
    /,
    targets: tuple[str, ...],
    files: tuple[str, ...],
    bounces: Sources | None,
    expand: str,
    max_hosts: int | None,
    options: Options,
) -> int:
    """Check addresses, ranges and domains against blocklists, and explain bounces.

    A TARGET is an IPv4 or IPv6 address, a range (192.0.2.0/28), a host name, a domain or an
    e-mail address. In a file an optional group may stand after the target, and # begins a
    comment. Each list proves with its own test entries that it can be believed; an answer is
    listed, clean, or unknown with its reason. --format jsonl prints one object a pair and ends
    with a summary.
    """
    if not (targets or files or bounces):
        raise no_targets(context)
    catalog, lists = read_catalog(options.catalog, options.selection, options.config)
    request = CheckRequest(
        targets=read_targets(targets, files, max_hosts or _GIVEN_AT_MOST),
        catalog=catalog,
        lists=lists,
        bounces=bounces,
        expand=parse_expand(expand),
        of_a_range=max_hosts or OF_A_RANGE_AT_MOST,
        any_address=options.any_address,
        fail_on=options.least_severity,
        min_coverage=options.min_coverage,
        timeout=options.timeout,
        keep_clean=options.keep_clean,
        flags=options.flags,
    )
    if options.fmt == "jsonl":
        return stream(request, options)
    return show(run_check(request, options), options)
