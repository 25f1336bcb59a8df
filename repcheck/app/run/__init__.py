"""One run: what it asks with, the targets it is about, how far it is."""
