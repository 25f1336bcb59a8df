"""Lines of queue logs of each server whose logs can be cut, in which anything may follow anything."""

from random import Random

STAMP = "Nov 23 1{hour}:00:{second:02} mx "
_HEADS = {
    "postfix": STAMP + "postfix",
    "sendmail": STAMP + "sm-mta[1]: {queue}: ",
    "opensmtpd": STAMP + "smtpd[1]: ",
    "exim": "2026-11-23 1{hour}:00:{second:02} {queue} ",
}
_POSTFIX = (
    "/smtp[1]: {queue}: to=<{who}@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1, dsn=5.7.1, "
    "status="
)
_SENDMAIL = "to=<{who}@example.net>, delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], "
_OPENSMTPD = (
    "3fc9d1 mta delivery evpid={queue} from=<{who}@example.com> to=<{who}@example.net> rcpt=<-> "
    'relay="192.0.2.25 (mx.example.net)" delay=1s result='
)
_EXIM = " {who}@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.25]"
_REFUSED = "554 5.7.1 {who}{number} blocked using zen.spamhaus.org"
#: By the kind of log, what each line says and how.
LINES: dict[str, dict[str, str]] = {
    "postfix": {
        "birth": "/smtpd[1]: {queue}: client=app.example.com[192.0.2.4]",
        "from": "/qmgr[1]: {queue}: from=<{who}@example.com>, size=1, nrcpt=1 (queue active)",
        "bounced": _POSTFIX
        + f"bounced (host mx.example.net[192.0.2.25] said: {_REFUSED} (in reply to RCPT TO command))",
        "deferred": _POSTFIX + "deferred (host mx.example.net[192.0.2.25] said: 450 later {number})",
        "sent": _POSTFIX + "sent (250 ok)",
        "refused": "/smtp[1]: {queue}: host mx.example.net[192.0.2.25] refused to talk to me: 421 {number}",
        "expired": "/qmgr[1]: {queue}: from=<{who}@example.com>, status=expired, returned to sender",
        "removed": "/qmgr[1]: {queue}: removed",
        "other": "/anvil[1]: statistics: max connection rate {number}",
    },
    "sendmail": {
        "from": "from=<{who}@example.com>, size=1, class=0, nrcpts=1, relay=app.example.com [192.0.2.4]",
        "bounced": _SENDMAIL + f"dsn=5.7.1, reply={_REFUSED}, stat=Service unavailable",
        "two": _SENDMAIL.replace(">", ">,<b@example.net>", 1) + "dsn=5.1.1, stat=User unknown {number}",
        "deferred": _SENDMAIL + "dsn=4.0.0, stat=Deferred: 450 later {number}",
        "sent": _SENDMAIL + "dsn=2.0.0, stat=Sent (ok)",
        "expired": "{queue}9: return to sender: Cannot send message for 5 days",
        "other": "ruleset=check_rcpt, arg1=<{who}@example.com>, reject=550 5.7.1 {number}",
    },
    "opensmtpd": {
        "bounced": _OPENSMTPD + f'"PermFail" stat="{_REFUSED}"',
        "deferred": _OPENSMTPD + '"TempFail" stat="450 later {number}"',
        "sent": _OPENSMTPD + '"Ok" stat="250 ok"',
        "expired": "delivery: Expire for {queue}: from=<a@example.com>, to=<{who}@example.net>, rcpt=<->, "
        "delay=4d, stat=Envelope expired {number}",
        "other": '3fc9d1 smtp failed-command command="RCPT TO:<{who}@example.com>" result="550 {number}"',
    },
    "exim": {
        "birth": "<= {who}@example.com H=app.example.com [192.0.2.4] P=esmtp S=600",
        "bounced": f"**{_EXIM}: SMTP error from remote mail server after RCPT TO:<x@example.net>: {_REFUSED}",
        "given up": "** {who}@example.net: retry timeout exceeded",
        "deferred": f"=={_EXIM} defer (-45): SMTP error from remote mail server: 450 later {{number}}",
        "sent": f'=>{_EXIM} C="250 ok"',
        "removed": "Completed",
        "other": "Message is frozen {number}",
    },
}
_QUEUES = {
    "postfix": "4AB{}",
    "sendmail": "3AG{}",
    "opensmtpd": "c1aabbcc0011223{}",
    "exim": "1tAbC{}-000Xy1-2Z",
}
KINDS = tuple(LINES)


def line_of(kind: str, what: str, queue: int, who: str, number: int, hour: int = 0) -> str:
    """One line about a mail of that number, below 10."""
    text = _HEADS[kind] + LINES[kind][what]
    name = _QUEUES[kind].format(queue)
    return text.format(queue=name, who=who, number=number, hour=hour, second=number % 60)


def log_of(kind: str, seed: int, lines: int) -> str:
    """A log in which anything follows anything, of few mails: nearly all span the ranges."""
    chance, made = Random(seed), []
    names = list(LINES[kind])
    for number in range(lines):
        queue, who = chance.randrange(9), f"user{chance.randrange(5)}"
        what = chance.choice(names) if number else "bounced"
        made.append(line_of(kind, what, queue, who, number, number * 10 // lines))
        if chance.randrange(40) == 0:
            made.append("x" * chance.randrange(3000))
    return "\n".join(made) + "\n" * (seed % 2)
