"""A log that is followed, and what came of it."""

from pathlib import Path

from repcheck.readers.growing.follow import Tail


class Followed:
    """A file, and what a Tail says of it."""

    def __init__(self, path: Path, *, from_start: bool = False) -> None:
        self.warnings: list[str] = []
        self.path = path
        self.tail = Tail(str(path), self.warnings.append, from_start=from_start)

    def close(self) -> None:
        self.tail.close()

    def write(self, text: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(text)

    def new(self) -> list[tuple[int, bytes]]:
        found = []
        for block in self.tail.new_lines():
            for number, line in enumerate(block.data.splitlines()):
                found.append((block.first_line + number, line))
        return found


def rotated(log: Path, number: int, *lines: bytes) -> None:
    """The log gets these lines, and then another name."""
    with log.open("ab") as file:
        file.writelines(lines)
    log.rename(log.with_name(f"{log.name}.{number}"))
