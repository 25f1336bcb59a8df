"""What an SPF record says: ``macros`` and ``terms`` read it; ``slips`` guesses what a fault meant."""
