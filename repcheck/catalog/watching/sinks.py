"""``alerts:`` and ``ping:``: ways out, and what goes there."""

from collections.abc import Callable
from typing import Any

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawAlert, RawEmail, RawPing
from repcheck.catalog.watching.words import (
    compile_address,
    compile_duration,
    compile_hours,
    compile_mail,
    compile_name,
    compile_place,
    compile_server,
)
from repcheck.model.observations import Severity
from repcheck.model.watch.watching import (
    Alertmanager,
    AlertPlan,
    Chat,
    Email,
    PingPlan,
    Program,
    Sendmail,
    Stdout,
    WayOut,
    Webhook,
)
from repcheck.words.text import nearest

#: Each alert has one of these.
WAYS_OUT = ("webhook", "email", "program", "apprise", "alertmanager", "stdout")


def compile_alerts(items: list[Any], groups: tuple[str, ...], check: Checker) -> tuple[AlertPlan, ...]:
    """``alerts:``; ``groups`` are those that there are."""
    found: list[AlertPlan] = []
    names: set[str] = set()
    for way, raw in check.decode_each(items, RawAlert, ("alerts",)):
        alert = _compile_alert(raw, groups, check, way)
        if alert.id and alert.id in names:
            check.report((*way, "id"), f"{quote(alert.id)} is there twice")
        names.add(alert.id)
        found.append(alert)
    return tuple(found)


def _compile_alert(raw: RawAlert, groups: tuple[str, ...], check: Checker, way: Way) -> AlertPlan:
    for group, place in check.texts(raw.groups, (*way, "groups")):
        if group not in groups:
            near = nearest(group, groups)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            check.report(place, f"there is no group {quote(group)} in targets{hint}")
    return AlertPlan(
        id=compile_name(raw.id, check, (*way, "id"), "what this alert is called in messages"),
        groups=check.strings(raw.groups, (*way, "groups")),
        severity=check.choice(raw.severity, Severity, Severity.LOW, (*way, "severity")),
        digest=compile_duration(raw.digest, check, (*way, "digest"), least="1m", most="31d"),
        quiet=compile_hours(raw.quiet, check, (*way, "quiet")),
        # Last: an alert without any way out is a mistake as a whole, and would hide those in it.
        sink=_way_out(raw, check, way),
    )


def _way_out(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    given = [name for name in WAYS_OUT if getattr(raw, name) not in (None, False)]
    if not given:
        check.report(way, f"names no way out: one of {', '.join(WAYS_OUT)}")
        return Stdout()
    for name in given[1:]:
        check.report((*way, name), f"is a second way out beside {given[0]}: give each an alert of its own")
    return _MADE[given[0]](raw, check, way)


def _webhook(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    hook, at = raw.webhook, (*way, "webhook")
    url = check.need(hook.url if hook else None, (*at, "url"), "where it is found: env:NAME or file:/path")
    return Webhook(
        url=compile_place(url or None, check, (*at, "url"), "the address of a webhook is a secret and") or "",
        secret=compile_place(hook.secret if hook else None, check, (*at, "secret"), "a secret"),
    )


def _email(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    mail, at = raw.email or RawEmail(), (*way, "email")
    to = tuple(compile_mail(text, check, place) for text, place in check.texts(mail.to, (*at, "to")))
    if not to:
        check.report((*at, "to"), "is missing: who gets the mail")
    sender = None if mail.sender is None else compile_mail(mail.sender, check, (*at, "sender"))
    if mail.sendmail is None:
        host, port = compile_server(mail.smtp, check, (*at, "smtp"))
        return Email(to=to, host=host, port=port, sender=sender)
    if mail.smtp is not None:
        check.report((*at, "sendmail"), "not together with smtp")
    program = check.need(mail.sendmail, (*at, "sendmail"), "the path of the program")
    return Sendmail(to=to, program=program, sender=sender)


def _program(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    arguments = check.strings(raw.program, (*way, "program"))
    if not arguments:
        check.report((*way, "program"), "is empty: the program and its arguments, as a list")
    return Program(arguments=arguments)


def _chat(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    what = "the address of a chat is a secret and"
    return Chat(url=compile_place(raw.apprise, check, (*way, "apprise"), what) or "")


def _alertmanager(raw: RawAlert, check: Checker, way: Way) -> WayOut:
    return Alertmanager(url=compile_address(raw.alertmanager, check, (*way, "alertmanager")))


def _stdout(raw: RawAlert, check: Checker, way: Way) -> WayOut:  # noqa: ARG001 - one of several alike
    return Stdout()


_MADE: dict[str, Callable[[RawAlert, Checker, Way], WayOut]] = {
    "webhook": _webhook,
    "email": _email,
    "program": _program,
    "apprise": _chat,
    "alertmanager": _alertmanager,
    "stdout": _stdout,
}


def compile_ping(raw: RawPing | None, check: Checker) -> PingPlan:
    """``ping:``."""
    what = "the address of a ping is a secret and"
    raw = raw or RawPing()
    return PingPlan(
        start=compile_place(raw.start, check, ("ping", "start"), what),
        success=compile_place(raw.success, check, ("ping", "success"), what),
        fail=compile_place(raw.fail, check, ("ping", "fail"), what),
    )
