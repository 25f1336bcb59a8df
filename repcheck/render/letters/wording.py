"""What a letter is made of, in one language; ``text`` puts it together."""

from collections.abc import Mapping

import msgspec


class LetterWords(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of one language. Names in braces are filled in, in any order:

    ``{who}``       our addresses and names, else ``our_server``
    ``{label}``     the list or provider; ``{of_label}``: the same in brackets, or nothing
    ``{host}``      a reverse name, else ``host_name``, which the reader fills in

    ``subjects``    by kind of letter; that of "receiver" serves kinds that have none of their own
    ``requests``    what is asked for, in the same way
    ``said``        the same where replies of receivers name the list, and its own answers name no entry
    ``found``       what the operator wants to read, and only the reader knows
    """

    our_server: str
    host_name: str
    to: str
    subject: str
    subjects: Mapping[str, str]
    greeting: str
    requests: Mapping[str, str]
    said: Mapping[str, str]
    answers: str
    refused: str
    refused_between: str
    reply: str
    reverse_names: str
    direct: str
    found: str
    thanks: str
    signature: str
