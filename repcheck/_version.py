"""The version, below everything: what imports it imports nothing else of repcheck."""

__version__ = "0.1.0"
