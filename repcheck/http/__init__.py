"""The web: one client, and what is fetched with it."""
