"""The catalog for readers: as text, as the difference of two, as the handbook in ``docs/``."""
