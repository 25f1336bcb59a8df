"""``repcheck lists lint``, ``diff``, ``update`` and ``schema``: catalogs and configurations as files."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repcheck.app import catalogs
from repcheck.catalog.compile.parse import parse_catalog, parse_providers
from repcheck.catalog.files import FILE_NAME
from repcheck.catalog.load import catalog_in, load_catalog
from repcheck.cli import terminal
from repcheck.cli.catalogs import full_catalog, named_file
from repcheck.cli.delivery import deliver
from repcheck.cli.options import Chosen, Command, Output, chosen, excludes, needs, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.errors import BadCatalog, BadInput
from repcheck.model.catalog import Catalog
from repcheck.model.exit_code import ExitCode
from repcheck.model.secret import without_password
from repcheck.render.formats import names, wanted
from repcheck.words.text import count

if TYPE_CHECKING:
    from repcheck.catalog.schemas import SchemaName

BUILT_IN = "the built-in catalog"
_FILE = click.Path(path_type=Path)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck lists lint my-lists.yaml
  repcheck lists lint ~/.config/repcheck/repcheck.yaml
  git show HEAD:my-lists.yaml | repcheck lists lint -

\b
Exit codes: 0 no mistake, 1 mistakes found, 2 wrong usage or unreadable file
""",
)
@click.argument("file", type=_FILE)
@option(
    "--today",
    group=INPUT,
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="Count ages from this day; default: now.",
)
def lint(file: Path, today: datetime | None) -> int:
    """Check a FILE and report all its mistakes at once, with file, line and field.

    It may be a catalog, a file of providers, or a configuration (repcheck.yaml); "-" is standard input.
    What was last checked more than 12 months ago is warned of, and a source that nobody could look up.
    """
    name, data = named_file(file)
    try:
        said = _linted(data, name, (today or datetime.now(UTC)).date())
    except BadCatalog as error:
        terminal.say(f"{error}\n")
        return ExitCode.FOUND
    terminal.say(f"{name}: {said}, no mistake\n")
    return ExitCode.OK


def _linted(data: bytes, name: str, today: date) -> str:
    from repcheck.app.memory.watched import complaint_about
    from repcheck.catalog.config import apply_config
    from repcheck.catalog.kinds import kind_of

    match kind_of(data, name):
        case "config":
            built_in = catalogs.built_in_catalog(environment())
            overlaid = apply_config(data, name, built_in, complaint=complaint_about)
            for warning in overlaid.warnings:
                terminal.warn(warning)
            added = len(overlaid.catalog.lists) - len(built_in.lists)
            return f"a configuration that adds {count(added, 'list')}"
        case "providers":
            providers = parse_providers(data, name)
            _warn_of_age(Catalog(source=name, lists=(), providers=providers), name, today)
            return count(len(providers), "provider")
        case "catalog":
            catalog = catalog_in(data, name)
            _warn_of_age(parse_catalog(data, name), name, today)
            return f"{count(len(catalog.lists), 'list')}, {count(len(catalog.providers), 'provider')}"


def _warn_of_age(own: Catalog, name: str, today: date) -> None:
    """Warn of what is old in the file itself, not of what it takes over from the built-in catalog."""
    from repcheck.catalog.review.age import age_warnings

    for warning in age_warnings(own, today):
        terminal.warn(f"{name}: {warning}")


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck lists diff newer.yaml
  repcheck lists diff --format json

\b
Exit codes: 0 no difference, 1 differences, 2 wrong usage or input
""",
)
@click.argument("file", type=_FILE, required=False)
@output(*names("lists diff"), without=("quiet", "verbose", "show_addresses"))
@chosen("config")
def diff(file: Path | None, output: Output, chosen: Chosen) -> int:
    """Show how a catalog FILE differs from the built-in one.

    Without FILE: what your repcheck.yaml and the last update change.
    """
    from repcheck.catalog.difference import Difference, difference

    after = load_catalog(file) if file is not None else full_catalog(chosen)
    name = str(file) if file is not None else "the catalog in use"
    changes = tuple(difference(catalogs.built_in_catalog(environment()), after))
    found = Difference(changes=changes, before=BUILT_IN, before_file=FILE_NAME, after=name)
    code = ExitCode.FOUND if changes else ExitCode.OK
    return deliver(found, output, wanted("lists diff", output.fmt), view_of(output), code)


@click.command(
    cls=Command,
    rules=(
        *excludes("--undo", "--from", "--sha256", "--signature", "--key", "--config"),
        *needs("--from", "--sha256", "--signature", "--key"),
        *needs("--signature", "--key"),
    ),
    epilog="""\b
Examples:
  repcheck lists update --from https://lists.example/blocklists.yaml --sha256 HEX
  repcheck lists update --from new.yaml --signature new.yaml.sig --key maker.pub
  repcheck lists update --undo

\b
A signature is made with: ssh-keygen -Y sign -f KEY -n repcheck-catalog FILE

\b
Exit codes: 0 taken, 2 not taken, and nothing has changed
""",
)
@option("--from", "source", group=INPUT, metavar="URL|FILE", help="The newer catalog, by https or a file.")
@option("--sha256", group=INPUT, metavar="HEX", help="SHA-256 digest that the file must have.")
@option(
    "--signature",
    group=INPUT,
    metavar="URL|FILE",
    help="Detached signature, by OpenSSH (ssh-keygen).",
)
@option("--key", group=INPUT, type=_FILE, metavar="FILE", help="Public key of the signer (id_ed25519.pub).")
@option("--undo", group=INPUT, is_flag=True, help="Go back to the catalog before.")
@chosen("config")
def update(
    *,
    source: str | None,
    sha256: str | None,
    signature: str | None,
    key: Path | None,
    undo: bool,
    chosen: Chosen,
) -> int:
    """Take a newer catalog, proved by a digest or a signature, in place of the built-in one.

    It is checked like 'lists lint' does, and against your configuration, before it counts; the one
    before is kept. repcheck never does this by itself, and a newer repcheck brings its own again.
    """
    if undo == (source is not None):
        raise click.UsageError("either --from URL|FILE or --undo is needed")
    return _undo() if source is None else _take(source, sha256, signature, key, chosen.config)


def _take(
    source: str, sha256: str | None, signature: str | None, key: Path | None, config: Path | None
) -> int:
    from repcheck.app.update import UpdateRequest
    from repcheck.app.update import update as take

    def try_on(catalog: Catalog) -> None:
        in_use = catalogs.config_path(config, environment())
        try:
            if in_use is not None:
                catalogs.configured(catalog, in_use, environment())
        except BadCatalog as error:
            what = ("does not go with your configuration:", *error.mistakes)
            raise BadInput(what, without_password(source)) from error

    request = UpdateRequest(source=source, sha256=sha256, signature=signature, key=key)
    taken, catalog = asyncio.run(take(request, environment(), try_on))
    terminal.say(
        f"Taken: {count(len(catalog.lists), 'list')} from {taken.source}, proved by {taken.proof}.\n"
    )
    click.echo(f"sha256 {taken.sha256}")
    click.echo("See what is new:  repcheck lists diff\nGo back:          repcheck lists update --undo")
    return ExitCode.OK


def _undo() -> int:
    from repcheck.app.update import installed_catalogs

    before = installed_catalogs(environment()).undo()
    if before is None:
        click.echo(f"Gone back to {BUILT_IN}.")
    else:
        source = without_password(before.source)
        terminal.say(f"Gone back to the catalog taken at {before.at} from {source}.\n")
    return ExitCode.OK


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck lists schema config > repcheck.schema.json

\b
Then, as the first line of repcheck.yaml:
  # yaml-language-server: $schema=repcheck.schema.json

\b
Exit codes: 0 printed, 2 wrong usage
""",
)
@click.argument("name", type=click.Choice(("config", "catalog", "providers")), default="config")
def schema(name: str) -> int:
    """Print the JSON Schema of a kind of file, by which editors help you write it."""
    from repcheck.catalog.schemas import schema_text

    names: dict[str, SchemaName] = {
        "config": "config-1",
        "catalog": "catalog-1",
        "providers": "providers-1",
    }
    terminal.write_result(schema_text(names[name]), None)
    return ExitCode.OK
