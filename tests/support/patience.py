"""How long a test waits for what must come: so long that no load ends it, but a hang is told some day."""

#: Seconds.
PATIENCE = 600.0
