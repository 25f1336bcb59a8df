"""``repcheck ci``: the command, and the log that it writes."""
