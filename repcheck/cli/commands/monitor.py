"""``repcheck monitor``."""

import click

from repcheck.app.memory.opening import State
from repcheck.cli.endings import complain
from repcheck.cli.options import (
    SEVERITIES,
    Chosen,
    Command,
    Network,
    Output,
    chosen,
    excludes,
    network,
    option,
    output,
)
from repcheck.cli.options.groups import OTHER, OUTPUT, VERDICT
from repcheck.cli.options.memory import state_option_of
from repcheck.cli.options.values import Seconds, ShareType, VantageName
from repcheck.cli.passes import NOTHING_TO_DO, Passes, Saying
from repcheck.cli.watching import WatchOptions
from repcheck.errors import StoreUnavailable
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names


@click.command(
    cls=Command,
    rules=(
        *excludes("--quiet", *(f"--format={name}" for name in names("monitor")[1:])),
        *excludes("--cluster", "--cache"),
        *excludes("--share", "--cluster", "--cache"),
    ),
    epilog="""\b
Examples:
  repcheck monitor 192.0.2.10 example.com --lists standard
  repcheck monitor --config repcheck.yaml --quiet
  repcheck monitor 192.0.2.10 --webhook https://hooks.example.com/repcheck --every 15m
  repcheck monitor --quiet --report prometheus=/var/lib/node_exporter/repcheck.prom

\b
Exit codes: 0 nothing open at or above --fail-on that is not muted, 1 something is,
            2 wrong usage or input, 3 this pass could not decide, 130 interrupted
""",
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@option(
    "--webhook",
    group=OUTPUT,
    metavar="URL",
    help="Address that is sent each change (Standard Webhooks), beside those of the configuration.",
)
@option("-q", "--quiet", group=OUTPUT, is_flag=True, help="Print nothing when nothing changed.")
@output(*names("monitor"), without=("quiet", "verbose", "show_addresses"), command="monitor")
@option(
    "--fail-on",
    group=VERDICT,
    type=click.Choice(SEVERITIES),
    default=None,
    help="Least severity of an open listing that makes the exit code 1 [default: as configured, else low].",
)
@option(
    "--min-coverage",
    group=VERDICT,
    type=ShareType(),
    default=0.8,
    metavar="SHARE",
    help="Share of questions that must be answered, or the exit code is 3 [default: 80%].",
)
@option(
    "--strict-lock",
    group=VERDICT,
    is_flag=True,
    help="Exit with 3, not 0, when another pass is under way.",
)
@option(
    "--vantage",
    group=OTHER,
    type=VantageName(),
    default=None,
    metavar="NAME",
    help="Where this machine asks from [default: as configured, else its host name; with --share: shared].",
)
@option(
    "--share",
    group=OTHER,
    is_flag=True,
    help="Do a large pass together with all machines that share the memory and run this: one drives it, "
    "the others ask pieces of it.",
)
@option(
    "--every",
    group=OTHER,
    type=Seconds(60, 7 * 86400),
    default=None,
    metavar="TIME",
    help="Stay, and do a pass in that time again and again (15m, 1h), at moments a little apart.",
)
@state_option_of(file_okay=False)
@chosen()
@network("resolvers", "direct", "timeout", "cache", "dead_wait", "polite", "cluster")
def command(  # noqa: PLR0913 - one for each option that no other command has
    *,
    targets: tuple[str, ...],
    webhook: str | None,
    quiet: bool,
    output: Output,
    fail_on: str | None,
    min_coverage: float,
    strict_lock: bool,
    vantage: str | None,
    share: bool,
    every: float | None,
    state: State,
    chosen: Chosen,
    network: Network,
) -> int:
    """Do one pass: look at all that is watched, remember it, and report what changed since the last one.

    Without a TARGET the targets of repcheck.yaml are watched. The first pass says what is listed
    already; later ones report only changes. A listing is reported once it is confirmed, what could not be
    asked changes nothing, and a message is tried again, for up to three
    days, until it is taken or refused for good.
    """
    wanted = WatchOptions(
        targets=targets,
        chosen=chosen,
        network=network,
        webhook=webhook,
        state=state,
        fail_on=fail_on,
        min_coverage=min_coverage,
        vantage=vantage,
        share=share,
    )
    saying = Saying(quiet=quiet, output=output)
    try:
        passes = Passes(wanted, saying, locked=ExitCode.UNDECIDED if strict_lock else NOTHING_TO_DO)
    except StoreUnavailable as error:
        if output.fmt == "nagios":
            raise  # reported where such systems look, as UNKNOWN
        complain(str(error))
        return int(ExitCode.UNDECIDED)  # never "all is well" without a memory
    if every is None:
        return passes.one()
    import os

    from repcheck.cli.service import stay

    return stay(passes, every, os.environ)
