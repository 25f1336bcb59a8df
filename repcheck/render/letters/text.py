"""One letter as text: what is known, in the words of a language, a paragraph after the other."""

from collections.abc import Iterable, Iterator, Mapping

from repcheck.patterns import compiled
from repcheck.render.letters.facts import LetterFacts
from repcheck.render.letters.wording import LetterWords

#: A line of what mail programs show without wrapping it again (RFC 5322 section 2.1.1), or one longer word.
_LINE = compiled(r"[^ ].{0,77}(?![^ ])|[^ ]+")
#: About an entry of a list, to the list itself and to the owner of the network.
_OF_AN_ENTRY = ("operator", "network_owner")


def text_of(letter: LetterFacts, words: LetterWords) -> str:
    """The whole letter, wrapped. Blanks in angle brackets are for the reader to fill in."""
    return _tidy("\n\n".join("\n".join(lines) for lines in _paragraphs(letter, words)))


def _paragraphs(letter: LetterFacts, words: LetterWords) -> Iterator[list[str]]:
    known = {
        "who": letter.names or words.our_server,
        "label": letter.label,
        "of_label": f" ({letter.label})" if letter.label else "",
    }
    to = [f"{words.to}: {letter.to}"] if letter.to else []
    yield [*to, f"{words.subject}: {_one_of(words.subjects, letter.kind).format_map(known)}"]
    yield [words.greeting]
    yield [_request(letter, words).format_map({**known, "host": letter.publish or words.host_name})]
    if letter.entries:
        yield [words.answers.format(checked=letter.checked), *_quoted(letter.entries)]
    if letter.bounces:
        refused = words.refused_between if letter.first else words.refused
        yield [refused.format(bounces=letter.bounces, first=letter.first, last=letter.last)]
    yield [line for reply in letter.replies for line in (words.reply, *_quoted([reply]))]
    if letter.records:
        yield [words.reverse_names, *_quoted(letter.records)]
    if letter.direct and letter.kind in _OF_AN_ENTRY and (letter.host or not letter.form):
        yield [words.direct.format(host=letter.host or words.host_name)]
    elif letter.kind in ("operator", "provider") and not letter.form:
        yield [words.found]
    yield [words.thanks] if letter.form else [words.thanks, words.signature]


def _request(letter: LetterFacts, words: LetterWords) -> str:
    only_said = None if letter.entries else words.said.get(letter.kind)
    return only_said or _one_of(words.requests, letter.kind)


def _one_of(sentences: Mapping[str, str], kind: str) -> str:
    return sentences.get(kind) or sentences["receiver"]


def _quoted(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _tidy(text: str) -> str:
    """Paragraphs wrapped, with one empty line between them; what is set in is quoted and stays as it is."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.startswith("  "):
            lines.append(line.rstrip())
        elif line.strip():
            lines += [found.rstrip(" ") for found in _LINE.findall(line)]
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines) + "\n"
