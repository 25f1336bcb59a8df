"""What a domain publishes, as text: ``report`` in full, ``brief`` and ``todo`` for the reader in a hurry."""
