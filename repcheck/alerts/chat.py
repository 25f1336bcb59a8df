"""Slack, Teams, Discord, PagerDuty, ntfy, Matrix, Telegram and the like, by Apprise (``repcheck[chat]``)."""

from repcheck.alerts.aside import aside
from repcheck.alerts.sink import MOST_SECONDS, failed
from repcheck.errors import BadOption
from repcheck.model.secret import Secret
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch


class Chat:
    """One Apprise address. Apprise is loaded when there is something to send: that takes a second."""

    def __init__(self, url: Secret) -> None:
        self._url = url

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``. Raises BadOption when the extra is not installed."""
        try:
            import apprise
        except ImportError:
            raise BadOption("needs Apprise: pip install 'repcheck[chat]'", "alerts: apprise") from None
        service = apprise.Apprise()
        if not service.add(self._url.reveal()):
            return failed("Apprise does not know this address", permanent=True)
        try:
            # Its own waiting for the services is done in threads that hold up the end of the process.
            done = await aside(lambda: service.notify(title=message.subject, body=message.text), MOST_SECONDS)
        except TimeoutError:
            return failed(f"no end within {MOST_SECONDS:g} s")
        return TAKEN if done else failed("the service did not take it")
