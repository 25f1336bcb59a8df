"""The embedded name server on loopback, its scripted zones, and what ``repcheck demo`` shows with them."""
