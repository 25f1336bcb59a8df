"""Options in named groups, and rules of which go together: declared beside a command, kept by its class."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import click
from click.core import ParameterSource

F = TypeVar("F", bound=Callable[..., Any])

INPUT = "Input"
OUTPUT = "Output"
VERDICT = "Exit code"
CATALOG = "Which lists"
NETWORK = "Network"
OTHER = "Other"

#: In the order of ``--help``: what is used most comes first.
_ORDER = (INPUT, OUTPUT, VERDICT, CATALOG, NETWORK, OTHER)

#: What other tools call their formats.
_FORMATS = ("--json", "--jsonl", "--csv", "--text")


class Option(click.Option):
    """An option with the heading that it stands under."""

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


def option(*names: str, group: str, **kwargs: Any) -> Callable[[F], F]:
    """``click.option`` under a heading."""
    return click.option(*names, cls=Option, group=group, **kwargs)


class OptionRule(NamedTuple):
    """``option`` means nothing with (``excludes``) or without (``needs``) any of the ``others``.

    Options are spelled as the user does; "--format=csv" is the option with that value.
    """

    option: str
    excludes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def excludes(option: str, *others: str) -> tuple[OptionRule, ...]:
    """``option`` means nothing beside any of the others."""
    return (OptionRule(option, excludes=others),)


def needs(needed: str, *options: str) -> tuple[OptionRule, ...]:
    """Each of ``options`` means something only beside ``needed``."""
    return tuple(OptionRule(option, needs=(needed,)) for option in options)


#: Of every command that has both.
_COMMON = needs("--letter", "--language")


class Command(click.Command):
    """A command whose options are grouped, and whose ``rules`` are usage errors when broken."""

    def __init__(self, *args: Any, rules: Sequence[OptionRule] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = tuple(rules)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as usual. Raises UsageError for a broken rule too."""
        try:
            left = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name in _FORMATS and any(each.name == "fmt" for each in self.params):
                wanted = f"--format {error.option_name.removeprefix('--')}"
                raise click.UsageError(f"there is no option {error.option_name}: {wanted}", ctx) from None
            raise
        if not ctx.resilient_parsing:
            self._keep_rules(ctx)
        return left

    def _keep_rules(self, ctx: click.Context) -> None:
        for rule in (*self.rules, *_COMMON):
            if not self._given(ctx, rule.option):
                continue
            for other in rule.excludes:
                if self._given(ctx, other):
                    raise click.UsageError(f"{_said(rule.option)}: not together with {_said(other)}", ctx)
            if rule.needs and not any(self._given(ctx, other) for other in rule.needs):
                needed = " or ".join(map(_said, rule.needs))
                raise click.UsageError(f"{_said(rule.option)}: needs {needed}", ctx)

    def _given(self, ctx: click.Context, spelled: str) -> bool:
        name, _, value = spelled.partition("=")
        for each in self.params:
            if name in (*each.opts, *each.secondary_opts) and each.name is not None:
                source = ctx.get_parameter_source(each.name)
                if source in (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP, None):
                    return False
                return not value or ctx.params.get(each.name) == value
        return False

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their headings."""
        for group, rows in grouped(self, ctx):
            with formatter.section(group):
                formatter.write_dl(rows)


def grouped(command: click.Command, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each heading with its options, as they are spelled and what they do."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for each in command.get_params(ctx):
        if (row := each.get_help_record(ctx)) is not None:
            rows.setdefault(getattr(each, "group", OTHER), []).append(row)
    return [(group, rows[group]) for group in _ORDER if group in rows]


def _said(spelled: str) -> str:
    return spelled.replace("=", " ")


def gathered(
    function: F, name: str, kind: Callable[..., Any], fields: Sequence[str], options: Sequence[Any]
) -> F:
    """``function`` with these options, whose values it gets as one argument ``name`` of that kind."""

    @functools.wraps(function)
    def with_one(*args: Any, **kwargs: Any) -> Any:
        values = {field: kwargs.pop(field) for field in fields if field in kwargs}
        return function(*args, **{name: kind(**values)}, **kwargs)

    wrapped: Any = with_one
    for each in reversed(options):
        wrapped = each(wrapped)
    found: F = wrapped
    return found
