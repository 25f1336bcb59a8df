"""What exports call their columns, and what they say in the one that names the kind of a row."""

from collections.abc import Iterable, Mapping

from repcheck.bounces.events.meanings import (
    DELAYED,
    DELIVERED,
    FEEDBACK,
    HARD,
    SOFT,
    SUPPRESSED,
    UNKNOWN,
    Meaning,
)

_COLUMNS = {
    "address": "email emailaddress recipient recipientaddress recipientemail address to toaddress toemail"
    " rcpt rcptto mail contact contactemail subscriber emailto empfanger empfaenger destinataire"
    " destinatario correo",
    "reply": "reason error errormessage errortext diagnostic diagnosticcode diagnosticmessage response"
    " smtpresponse smtpreply smtperror reply replytext serverresponse message messagetext description"
    " details detail bouncereason bouncemessage bounceresponse bounceerror lasterror lastresponse"
    " rejectreason statusmessage statusdetail failurereason dsndiag fehler fehlermeldung grund raison motif"
    " motivo",
    "code": "code smtpcode errorcode replycode responsecode statuscode bouncecode",
    "status": "status dsn dsnstatus enhancedstatus enhancedcode smtpstatus",
    "event": "event eventtype type bouncetype eventname category bouncecategory bounceclass result",
    "time": "time date timestamp created createdat datetime bouncedat bouncedate eventtime senttime sentat"
    " occurredat datum zeit fecha",
    "sender": "from sender fromaddress fromemail senderaddress senderemail mailfrom absender returnpath",
    "ip": "ip sendingip sourceip senderip ipaddress outboundip",
    "host": "mx mxhost remotehost remotemta remotemx mta server destinationhost",
}
_EVENTS = {
    "delivered delivery sent success accepted": DELIVERED,
    "deferred delayed delay deferral": DELAYED,
    "hard hardbounce hardbounced permanent permanentfail undeliverable invalid invalidemail": HARD,
    "soft softbounce softbounced transient temporary temporaryfail": SOFT,
    "dropped drop suppressed suppression suppressbounce": SUPPRESSED,
    "complaint complained spamreport spamcomplaint feedback abuse": FEEDBACK,
    "processed request requests queued open opened uniqueopened firstopening click clicked unsubscribe"
    " unsubscribed groupunsubscribe proxyopen loadedbyproxy": None,
}
_COLUMN_OF: Mapping[str, str] = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_MEANING_OF: Mapping[str, Meaning | None] = {
    word: meaning for words, meaning in _EVENTS.items() for word in words.split()
}
_ACCENTS = str.maketrans("äöüéèêáíóñç", "aoueeeaionc")


def columns_in(names: Iterable[str]) -> dict[str, int]:
    """What a column holds -> its place, the first of each, by the names in the first row."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        column = _COLUMN_OF.get(plain(name))
        if column is not None:
            found.setdefault(column, place)
    return found


def meaning_of(said: str) -> Meaning | None:
    """What an export calls a row: UNKNOWN for any other word; None for what is not about a delivery."""
    return _MEANING_OF.get(plain(said), UNKNOWN)


def plain(name: str) -> str:
    """A name of a column, or a word in one, by its letters alone: "E-Mail" is "email"."""
    return "".join(filter(str.isalnum, name.lower().translate(_ACCENTS)))
