"""What to change: ``lint``, ``habits`` find faults; ``mend`` drafts; ``proof``, ``admit`` prove."""
