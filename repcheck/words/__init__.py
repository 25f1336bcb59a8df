"""Closed sets in words, once: ``states`` of things, ``reasons`` for unknown, ``text`` for counts."""
