"""Sources over HTTP, each against a server of its own on loopback."""
