"""What Exim, Sendmail and OpenSMTPD write about a mail, for the logs of a busy sender."""

import random
from collections.abc import Callable

_DOMAINS = 500
_LISTED = "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org"
_LATER = "421 4.7.0 Try again later"
#: What becomes of a mail: "bounced", "deferred" or "sent", by how many lines it takes.
Fate = Callable[[random.Random, int], str]


def _recipient(chance: random.Random) -> tuple[str, str, str]:
    """The address, its domain, and why it is refused."""
    domain = f"corp{chance.randrange(_DOMAINS)}.example.net"
    to = f"user{chance.randrange(10**7)}@{domain}"
    return to, domain, chance.choice((f"550 5.1.1 <{to}>: Recipient address rejected: User unknown", _LISTED))


def _clock(number: int) -> tuple[int, str]:
    """The day of the month and the time of a mail, a hundred a second."""
    second = 9 * 3600 + number // 100
    return 16 + second // 86400 % 10, f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"


def exim(number: int, chance: random.Random, fate: Fate) -> list[str]:
    """Arrival, a line of something else, the outcome, and the end."""
    to, domain, refused = _recipient(chance)
    day, time = _clock(number)
    head = f"2026-11-{day} {time}"
    told = f"{to} R=dnslookup T=remote_smtp H=mx.{domain} [198.51.100.7] X=TLS1.3:TLS_AES_256_GCM:256 CV=yes"
    error = "SMTP error from remote mail server after"
    outcome = {
        "bounced": f"** {told}: {error} RCPT TO:<{to}>: {refused}",
        "deferred": f"== {told} defer (-45): {error} initial connection: {_LATER}",
        "sent": f'=> {told} C="250 OK id=1"',
    }[fate(chance, 4)]
    name = f"1t{number:04x}"[:6] + f"-{number:011x}-2Zab"
    return [
        f"{head} {name} <= news@example.com H=app.example.com [192.0.2.4] P=esmtp S=12345 id={number}@news\n",
        f"{head} no host name found for IP address 192.0.2.4\n",
        f"{head} {name} {outcome}\n",
        f"{head} {name} Completed\n",
    ]


def sendmail(number: int, chance: random.Random, fate: Fate) -> list[str]:
    """Arrival, a filter, TLS, and the outcome."""
    to, domain, refused = _recipient(chance)
    day, time = _clock(number)
    head = f"Nov {day} {time} mx sm-mta[{number % 9000}]: 3AG{number:011}: "
    outcome = {
        "bounced": f"dsn=5.1.1, reply={refused}, stat=User unknown",
        "deferred": f"dsn=4.0.0, stat=Deferred: Connection timed out with mx.{domain}.",
        "sent": "dsn=2.0.0, stat=Sent (ok queued)",
    }[fate(chance, 4)]
    return [
        f"{head}from=<news@example.com>, size=12345, class=0, nrcpts=1, msgid=<{number}@example.com>, "
        "proto=ESMTP, daemon=MTA, relay=app.example.com [192.0.2.4]\n",
        f"{head}Milter insert (1): header: DKIM-Signature: v=1; a=rsa-sha256\n",
        f"{head}STARTTLS=client, relay=mx.{domain}., version=TLSv1.3, verify=OK\n",
        f"{head}to=<{to}>, ctladdr=<news@example.com> (1001/1001), delay=00:00:02, xdelay=00:00:01, "
        f"mailer=esmtp, pri=30, relay=mx.{domain}. [198.51.100.7], {outcome}\n",
    ]


def opensmtpd(number: int, chance: random.Random, fate: Fate) -> list[str]:
    """The session, the message, its envelope, and the outcome."""
    to, domain, refused = _recipient(chance)
    day, time = _clock(number)
    head = f"Nov {day} {time} mx smtpd[55]: 3fc9d1{number % 256:02x} "
    outcome = {
        "bounced": f'"PermFail" stat="{refused}"',
        "deferred": f'"TempFail" stat="{_LATER}"',
        "sent": '"Ok" stat="250 2.0.0 Ok"',
    }[fate(chance, 4)]
    envelope = f"{number:016x}"
    return [
        f"{head}smtp connected address=192.0.2.4 host=app.example.com\n",
        f"{head}smtp message msgid={envelope[:8]} size=12345 nrcpt=1 proto=ESMTP\n",
        f"{head}smtp envelope evpid={envelope} from=<news@example.com> to=<{to}>\n",
        f"{head}mta delivery evpid={envelope} from=<news@example.com> to=<{to}> rcpt=<-> "
        f'source="192.0.2.25" relay="198.51.100.7 (mx.{domain})" delay=1s result={outcome}\n',
    ]
