"""``repcheck.check``: the main job as a function."""

from collections.abc import Iterable
from typing import Unpack

from repcheck.api.settings import PathLike, Settings, catalog_of, lists_of, network_of, waited_for, world
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.request import CheckRequest
from repcheck.model.observations import Severity
from repcheck.model.report import Report
from repcheck.targets.collect import collect

#: Addresses of one range, as ``repcheck check`` takes at most.
_OF_A_RANGE = 1024


def check(
    targets: str | Iterable[str] = (),
    *,
    bounces: Iterable[PathLike] = (),
    fail_on: Severity | None = Severity.LOW,
    min_coverage: float = 0.8,
    **settings: Unpack[Settings],
) -> Report:
    """Ask lists and records about targets, read bounces, and say what to do: ``repcheck check``.

    ``targets``       addresses, ranges (192.0.2.0/28), host names, domains or e-mail addresses; one or many
    ``bounces``       files or folders of mails, logs and events to read with it
    ``fail_on``       least severity of a listing that makes ``report.exit_code`` 1; None: none does
    ``min_coverage``  least share of the questions that must be answered, 0 to 1, or the exit code is 3

    Each observation of the report is listed, clean, or unknown with its reason: trouble of the network or
    of a list is never an exception. Raises BadInput for targets, files, lists or keys that cannot be used,
    and RuntimeError where an event loop runs already (await ``check_async`` there).
    """
    work = check_async(targets, bounces=bounces, fail_on=fail_on, min_coverage=min_coverage, **settings)
    return waited_for(work)


async def check_async(
    targets: str | Iterable[str] = (),
    *,
    bounces: Iterable[PathLike] = (),
    fail_on: Severity | None = Severity.LOW,
    min_coverage: float = 0.8,
    **settings: Unpack[Settings],
) -> Report:
    """As ``check``, within a running event loop."""
    from repcheck.app.check.check import check as run
    from repcheck.app.run.network import set_up
    from repcheck.render.letters.write import with_letters

    environment = world()
    catalog = catalog_of(settings, environment)
    lists = lists_of(settings, catalog, environment)
    network = network_of(settings)
    given = (targets,) if isinstance(targets, str) else tuple(targets)
    paths = tuple(map(str, bounces))
    request = CheckRequest(
        targets=collect(given, (), max_hosts=_OF_A_RANGE),
        catalog=catalog,
        lists=lists,
        bounces=BounceSources(paths=paths) if paths else None,
        keep_records=True,
        fail_on=fail_on,
        min_coverage=min_coverage,
        timeout=network.timeout,
    )
    checked = await run(request, set_up(lists, network, environment, shared=catalog.shared), environment)
    return with_letters(checked.report(), catalog)
