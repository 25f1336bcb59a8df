"""How many, and which: counts and lists of names in words."""


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 list``, ``12 lists``, ``3,096 answers``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
