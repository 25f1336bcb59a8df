"""What the file alone does not tell: files of targets, secrets, programs, and the way that mail goes."""

import importlib.util
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.memory.opening import is_shared
from repcheck.app.memory.watched import FILE, targets_of
from repcheck.app.monitor.mail_ways import REMEDY, Addresses, mail_ways
from repcheck.catalog.watching.secrets import find_secret
from repcheck.errors import BadInput
from repcheck.model.sources import SourceSetting
from repcheck.model.targets import Target
from repcheck.model.watch.serving import ServePlan
from repcheck.model.watch.watching import Chat, Kept, Program, Sendmail, WatchGroup, WatchPlan


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """``mistakes`` keep the monitor from its work, ``warnings`` may do so one day; each is one line."""

    targets: int = 0
    mistakes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def examine(
    plan: WatchPlan, environment: Environment, addresses: Addresses, own: Collection[str]
) -> Examined:
    """Look at all that the plan names, also at what is left of one with mistakes.

    ``addresses``  looks up the host of ``smtp``
    ``own``        addresses that this machine sends from
    """
    targets: list[Target] = []
    mistakes: list[str] = []
    for group in plan.groups:
        files = [text for text in group.watch if text.startswith(FILE)]
        written = tuple(text for text in group.watch if not text.startswith(FILE))
        for words in (written, *((one,) for one in files)):
            found, wrong = _read(msgspec.structs.replace(group, watch=words))
            targets += found
            mistakes += wrong
    warnings = [*_secrets(plan, environment), *_programs(plan), *_serve(plan)]
    mistakes += _chats(plan, environment)
    warnings += _mail_through_watched(plan, targets, addresses, own)
    mistakes += _store(plan)
    return Examined(
        targets=len({target.value for target in targets}),
        mistakes=tuple(mistakes),
        warnings=tuple(warnings),
    )


def _read(group: WatchGroup) -> tuple[tuple[Target, ...], list[str]]:
    """Its targets, or what is wrong with them."""
    try:
        return targets_of(group), []
    except BadInput as error:
        return (), str(error).splitlines()


def _kept_places(plan: WatchPlan) -> Iterator[tuple[str, Kept]]:
    """Each place of a secret, with the name that messages give it."""
    for alert in plan.alerts:
        for name in ("url", "secret"):
            place = getattr(alert.sink, name, None)
            if place:
                yield f"alerts: {alert.id}: {name}", place
    for name in ("start", "success", "fail"):
        place = getattr(plan.ping, name)
        if place is not None:
            yield f"ping: {name}", place
    yield from _kept_for_serving(plan.serve)
    if is_shared(plan.store):
        yield "store", plan.store


def _kept_for_serving(plan: ServePlan) -> Iterator[tuple[str, Kept]]:
    for account in plan.accounts:
        yield f"serve: accounts: {account.name}: password", account.password
    for token in plan.tokens:
        yield f"serve: tokens: {token.name}: token", token.token
    for hook in plan.hooks:
        if hook.key is not None:
            yield f"serve: hooks: {hook.service}: key", hook.key


def missing_keys(sources: Iterable[SourceSetting], environment: Environment) -> Iterator[str]:
    """Keys of sources over HTTP that are not where the configuration says, one line each."""
    for setting in sources:
        if setting.enabled and setting.key is not None:
            field = f"sources: {setting.id}: key"
            try:
                find_secret(setting.key, field, environment.environ, environment.read_text)
            except BadInput as error:
                yield str(error)


def _secrets(plan: WatchPlan, environment: Environment) -> Iterator[str]:
    """What is not there now may be there where the monitor runs, so it is a warning."""
    for name, place in _kept_places(plan):
        try:
            find_secret(place, name, environment.environ, environment.read_text)
        except BadInput as error:
            yield str(error)


def _store(plan: WatchPlan) -> Iterator[str]:
    if is_shared(plan.store):
        from repcheck.store.sql.postgres import NEEDS_EXTRA, has_extra

        if not has_extra():
            yield f"store: {NEEDS_EXTRA}"


def _serve(plan: WatchPlan) -> Iterator[str]:
    if plan.serve.accounts and importlib.util.find_spec("argon2") is None:
        yield "serve: accounts need the extra: pip install 'repcheck[serve]'"
    for path in (plan.serve.tls_cert, plan.serve.tls_key):
        if path is not None and not os.access(path, os.R_OK):
            yield f"serve: tls: {path} cannot be read here"


def _programs(plan: WatchPlan) -> Iterator[str]:
    for alert in plan.alerts:
        sink = alert.sink
        program = ""
        if isinstance(sink, Program):
            program = next(iter(sink.arguments), "")
        elif isinstance(sink, Sendmail):
            program = sink.program
        if program and shutil.which(program) is None:
            yield f"alerts: {alert.id}: {program} is not a program that can be run here"


def _chats(plan: WatchPlan, environment: Environment) -> Iterator[str]:
    chats = [(alert.id, alert.sink) for alert in plan.alerts if isinstance(alert.sink, Chat)]
    if not chats:
        return
    if importlib.util.find_spec("apprise") is None:
        yield "alerts: apprise needs the extra: pip install 'repcheck[chat]'"
        return
    import apprise

    for alert_id, sink in chats:
        if not sink.url:
            continue  # a mistake of the file
        try:
            url = find_secret(sink.url, alert_id, environment.environ, environment.read_text)
        except BadInput:
            continue  # reported with the other secrets
        if not apprise.Apprise().add(url.reveal()):
            yield f"alerts: {alert_id}: Apprise does not know the address at {sink.url}"


def _mail_through_watched(
    plan: WatchPlan, targets: Sequence[Target], addresses: Addresses, own: Collection[str]
) -> Iterator[str]:
    """A mail that says that an address is listed, leaves through that address and so is refused."""
    watched = {target.value for target in targets}
    for way in mail_ways(plan.alerts, addresses, lambda: own, pings=plan.ping.fail is not None):
        through = sorted(watched & way.addresses)
        through = through or [name for name in watched if way.host.endswith("." + name)]
        if through:
            yield (
                f"alerts: {way.alert}: its mail goes out through {through[0]}, which is watched: when that "
                f"is listed, the message about it may not arrive. {REMEDY}"
            )
