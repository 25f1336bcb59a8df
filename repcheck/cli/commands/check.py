"""``repcheck check``."""

from time import monotonic
from typing import TYPE_CHECKING

import click

from repcheck.app.check.request import CheckRequest
from repcheck.app.run.plan import OF_A_RANGE_AT_MOST
from repcheck.cli.catalogs import read_catalog, required
from repcheck.cli.delivery import Aside
from repcheck.cli.options import (
    Chosen,
    ExitRules,
    Network,
    Output,
    chosen,
    clustered,
    excludes,
    output,
    verdict,
)
from repcheck.cli.options.flags import flags
from repcheck.cli.options.inputs import (
    HOSTS,
    OF_A_GIVEN_RANGE,
    PathsAfterBounces,
    expansion,
    parse_expand,
    target_inputs,
)
from repcheck.cli.remembering import recalled
from repcheck.cli.running import run_check
from repcheck.cli.showing import epilog, show, stream
from repcheck.cli.targets import no_targets, read_targets
from repcheck.render.formats import names, recalls, wanted

if TYPE_CHECKING:
    from repcheck.app.bounces.sources import BounceSources


@click.command(
    cls=PathsAfterBounces,
    rules=excludes("--cluster", "--save-evidence", "--cache"),
    epilog=epilog(
        "repcheck check 192.0.2.10 example.com",
        "repcheck check -i targets.txt --bounces Maildir/ --format json",
        "repcheck check 192.0.2.0/28 --lists standard --quiet",
    ),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@HOSTS
@target_inputs
@expansion
@output(*names("check"), letters=True, evidence=True, command="check")
@verdict(require=True)
@chosen()
@clustered()
@click.pass_context
def command(  # noqa: PLR0913 - one for each group of options
    context: click.Context,
    /,
    *,
    targets: tuple[str, ...],
    hosts: tuple[str, ...],
    files: tuple[str, ...],
    bounces: "BounceSources | None",
    expand: str,
    max_hosts: int | None,
    output: Output,
    verdict: ExitRules,
    chosen: Chosen,
    network: Network,
) -> int:
    """Check addresses, ranges and domains against blocklists, and explain bounces.

    A TARGET is an IPv4 or IPv6 address, a range (192.0.2.0/28), a host name, a domain or an
    e-mail address. In a file a group may stand after the target, one word, and # begins a
    comment. Each list proves with its own test entries that it can be believed; an answer is
    listed, clean, or unknown with its reason. --format jsonl prints one object a pair and ends
    with a summary.
    """
    begun = monotonic()
    targets = (*targets, *hosts)
    if not (targets or files or bounces):
        raise no_targets(context)
    catalog, lists = read_catalog(chosen)
    request = CheckRequest(
        targets=read_targets(targets, files, max_hosts or OF_A_GIVEN_RANGE, catalog),
        catalog=catalog,
        lists=lists,
        bounces=bounces,
        expand=parse_expand(expand),
        of_a_range=max_hosts or OF_A_RANGE_AT_MOST,
        any_address=chosen.any_address,
        fail_on=verdict.least_severity,
        min_coverage=verdict.min_coverage,
        required=required(catalog, lists, verdict.require),
        timeout=network.timeout,
        begun=begun,
        keep_clean=output.keep_clean,
        flags=flags(chosen, network),
    )
    found = wanted("check", output.fmt)
    if output.streams:
        return stream(request, network, output, found)
    evidence = Aside(output.evidence)
    report = run_check(request, network, save=evidence)
    report = recalled(report, chosen, past=recalls("check", output.formats))
    return evidence.ending(show(report, output, found, catalog=catalog))
