"""Who may look at ``repcheck serve``, and where it is served: ``serve:`` of the configuration, as values."""

from enum import StrEnum

import msgspec

from repcheck.model.secret import Secret


class Role(StrEnum):
    """What somebody may: a viewer changes nothing."""

    VIEWER = "viewer"
    OPERATOR = "operator"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who logs in with a password.

    ``name``      there once
    ``role``      "operator" may change something (mutes, checks), "viewer" only looks
    ``password``  its argon2id hash, which ``repcheck serve --set-password`` makes; or where that is found
    """

    name: str
    role: Role = Role.VIEWER
    password: str | Secret


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """A program that brings a token (RFC 6750).

    ``name``   what the log calls it; there once
    ``role``   as of an account
    ``token``  where it is found: env:NAME or file:/path
    """

    name: str
    role: Role = Role.VIEWER
    token: str


class Proxy(msgspec.Struct, frozen=True, kw_only=True):
    """A web server in front of this one.

    ``addresses``  where it asks from: addresses and networks; what others say in its name is refused
    ``header``     the header in which it names who logged in there; None: people log in here
    ``role``       of those who have no account of that name
    """

    addresses: tuple[str, ...]
    header: str | None = None
    role: Role = Role.VIEWER


class Hook(msgspec.Struct, frozen=True, kw_only=True):
    """A sending service that may post its events.

    ``service``  as in ``bounces.services``; there once
    ``key``      where its key lies: SendGrid's verification key, Mailgun's or Mandrill's signing key, of the
                 others the secret in the address; None: Amazon SES, whose certificate is fetched
    ``url``      of Mandrill: the address as it stands there, which is signed; None: of the others
    ``topics``   of Amazon SES: the ARNs of the topics that may post
    """

    service: str
    key: str | None = None
    url: str | None = None
    topics: tuple[str, ...] = ()


class ServePlan(msgspec.Struct, frozen=True, kw_only=True):
    """All of it.

    ``listen``    address and port; None: as on the command line
    ``hosts``     names that browsers know this server by, beside those of the address itself
    ``accounts``  empty: nobody logs in, and this machine alone is served
    ``tls_cert``, ``tls_key``  files, absolute; None: no TLS
    """

    listen: str | None = None
    hosts: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    tokens: tuple[ApiToken, ...] = ()
    hooks: tuple[Hook, ...] = ()
    proxy: Proxy | None = None
    tls_cert: str | None = None
    tls_key: str | None = None
