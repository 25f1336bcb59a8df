"""DMARC (RFC 9989, 7489): ``record`` finds it, ``findings`` judges, ``mend`` corrects; ``bimi`` needs it."""
