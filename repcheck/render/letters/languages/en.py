"""Letters in English."""

from repcheck.render.letters.wording import LetterWords

WORDING = LetterWords(
    our_server="our mail server",
    host_name="<full host name of the mail server>",
    to="To",
    subject="Subject",
    subjects={
        "operator": "{who} on {label}",
        "network_owner": "{who} on {label}",
        "reverse_name": "Reverse DNS (PTR) of {who}",
        "misread": "Your server takes an error of {label} for a listing",
        "dead": "Your server asks the dead list {label}",
        "receiver": "Mail from {who} is refused",
    },
    greeting="Hello,",
    requests={
        "operator": "{label} lists {who}. Please remove the entry, or tell us what you still see.",
        "provider": "{label} refuses mail from {who}. Please accept it again, or tell us what you still see.",
        "network_owner": (
            "We use {who} in your network, and {label} lists it. Please ask the list to remove the "
            "entry and tell us what was found, or give us an address that is not concerned."
        ),
        "service": (
            "Receivers refuse mail that we send through {who}{of_label}. Please see to it, and move us "
            "to a pool that is not concerned, or offer us a dedicated address."
        ),
        "reverse_name": "Please set the reverse DNS (PTR) of {who} to {host}.",
        "misread": (
            "Your server refuses mail from {who} over {label}, which does not list it. The reply "
            "quotes an error answer of that list: your resolver may not ask it. Please ask through a "
            "resolver of your own, and do not take errors for listings."
        ),
        "dead": (
            "Your server refuses mail from {who} over {label}, a list that is shut down. Please take "
            "it out of the settings of your server: what its zone answers now lists nobody."
        ),
        "receiver": (
            "Your server refuses mail from {who}{of_label}. Please let us through, or tell us by which "
            "rule it is refused, so that we can fix it on our side."
        ),
    },
    said={
        "operator": (
            "Receivers refuse our mail and say that {label} lists {who}. Please remove the entry, or "
            "tell us what you still see."
        ),
        "network_owner": (
            "We use {who} in your network, and {label} is said to list it. Please ask the list to "
            "remove the entry and tell us what was found, or give us an address that is not concerned."
        ),
    },
    answers="What the list answered on {checked}:",
    refused="Messages of ours refused so far: {bounces}.",
    refused_between="Messages of ours refused so far: {bounces}, between {first} and {last} (UTC).",
    reply="One of the replies, with recipients masked:",
    reverse_names="Reverse names that match their address now:",
    direct="It belongs to the mail server {host}, which sends its mail directly.",
    found=(
        "We found the cause: <what caused it>. It ended on <date and time in UTC>, and <what prevents "
        "it from now on>."
    ),
    thanks="Thank you.",
    signature="<your name and address>",
)
