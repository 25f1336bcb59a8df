"""What the user asks about: reading addresses, ranges, names and mail addresses into targets."""
