"""The words of the letters, a module for each language with its ``WORDING``."""
