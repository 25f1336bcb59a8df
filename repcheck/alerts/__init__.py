"""Ways out, one file each: every one takes a finished ``Dispatch`` and says what became of it."""
