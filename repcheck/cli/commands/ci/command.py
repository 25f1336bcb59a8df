"""``repcheck ci``."""

from datetime import UTC
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.request import CheckRequest
from repcheck.app.ci.where import System, root_of, seen_from, system_of
from repcheck.app.run.plan import OF_A_RANGE_AT_MOST
from repcheck.cli import terminal
from repcheck.cli.catalogs import read_catalog, required
from repcheck.cli.commands.ci.log import log_report
from repcheck.cli.delivery import write_reports
from repcheck.cli.options import (
    Chosen,
    ExitRules,
    Network,
    Output,
    chosen,
    needs,
    network,
    option,
    output,
    verdict,
)
from repcheck.cli.options.baseline import BASELINE_OPTIONS, Baseline, baseline_options
from repcheck.cli.options.flags import flags
from repcheck.cli.options.groups import OUTPUT
from repcheck.cli.options.inputs import (
    OF_A_GIVEN_RANGE,
    PathsAfterBounces,
    expansion,
    parse_expand,
    target_inputs,
)
from repcheck.cli.remembering import recalled
from repcheck.cli.running import asked, environment
from repcheck.cli.showing import epilog, show, view_of
from repcheck.cli.targets import no_targets, read_targets
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.render.formats import names, wanted
from repcheck.words.text import count

if TYPE_CHECKING:
    from repcheck.app.check.check import Checked
    from repcheck.baseline.compare import BaselineComparison
    from repcheck.model.baseline import Accepted


@click.command(
    cls=PathsAfterBounces,
    rules=(*needs("--baseline", *BASELINE_OPTIONS), *needs("--update-baseline", "--accept-for")),
    epilog=epilog(
        "repcheck ci -i targets.txt",
        "repcheck ci -i targets.txt --baseline repcheck-baseline.yaml",
        "repcheck ci -i targets.txt --baseline repcheck-baseline.yaml --update-baseline",
    ),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@target_inputs
@expansion
@baseline_options
@option(
    "--system",
    group=OUTPUT,
    type=click.Choice([each.value for each in System]),
    default=None,
    help="The CI system to speak to [default: the one that the environment shows].",
)
@output(*names("ci"), command="ci")
@verdict(require=True)
@chosen()
@network()
@click.pass_context
def command(  # noqa: PLR0913 - one for each group of options
    context: click.Context,
    /,
    *,
    targets: tuple[str, ...],
    files: tuple[str, ...],
    bounces: BounceSources | None,
    expand: str,
    max_hosts: int | None,
    baseline: Baseline,
    system: str | None,
    output: Output,
    verdict: ExitRules,
    chosen: Chosen,
    network: Network,
) -> int:
    """Check as a CI job: annotate the lines of your files, and fail on what is new.

    GitHub Actions, GitLab, Azure Pipelines and Jenkins are found by their environment. Behind the text
    stands each listing in the form that the system shows at its line of your file; GitHub and Azure also
    get a summary.

    --baseline FILE accepts the listings that are known, until the day that stands beside each: the job
    fails on what is new, on what has become worse, and on what was accepted for too long. Unknown is
    never taken for accepted or gone. --update-baseline accepts what is listed today.
    """
    begun = monotonic()
    if not (targets or files or bounces):
        raise no_targets(context)
    accepted = baseline.read()
    catalog, lists = read_catalog(chosen)
    request = CheckRequest(
        targets=read_targets(targets, files, max_hosts or OF_A_GIVEN_RANGE, catalog),
        catalog=catalog,
        lists=lists,
        bounces=bounces,
        expand=parse_expand(expand),
        of_a_range=max_hosts or OF_A_RANGE_AT_MOST,
        any_address=chosen.any_address,
        # beside a baseline what fails is known at the end
        fail_on=verdict.least_severity if accepted is None else None,
        min_coverage=verdict.min_coverage,
        required=required(catalog, lists, verdict.require),
        timeout=network.timeout,
        begun=begun,
        keep_clean=accepted is not None or output.keep_clean,
        flags=flags(chosen, network),
    )
    checked = asked(request, network)
    report = checked.report() if accepted is None else _beside(checked, accepted, baseline, verdict)
    world = environment()
    where = system_of(world.environ) if system is None else System(system)
    report = seen_from(recalled(report, chosen), root_of(where, world.environ), str(Path.cwd()))
    if output.fmt != "text":
        return show(report, output, wanted("ci", output.fmt), catalog=catalog)
    lost = write_reports(report, output, view_of(output))
    log_report(report, output, where, world)
    return int(report.exit_code) if lost is None else lost


def _beside(
    checked: "Checked", accepted: "tuple[Accepted, ...]", baseline: Baseline, verdict: ExitRules
) -> Report:
    """The report beside what was accepted, or beside what an update made of it."""
    from repcheck.app.ci.judge import judged, with_verdict

    file = str(baseline.file)
    today = environment().now().astimezone(UTC).date()
    report, comparison = judged(checked, accepted, today)
    if baseline.update and report.exit_code is not ExitCode.INTERRUPTED:
        comparison = comparison.accepting(_update(comparison, baseline))
    return with_verdict(report, comparison.compared(file), verdict.least_severity)


def _update(comparison: "BaselineComparison", baseline: Baseline) -> "tuple[Accepted, ...]":
    from repcheck.app.ci.judge import updated

    accepted, changes = updated(comparison, baseline.days)
    baseline.write(accepted)
    said = f"{changes.added} added, {changes.changed} changed, {changes.removed} removed, {changes.kept} kept"
    terminal.note(f"{baseline.file}: {count(len(accepted), 'accepted listing')} ({said})")
    return accepted
