"""Asking the lists: a zone at a time, its test points first, and all zones at once."""
