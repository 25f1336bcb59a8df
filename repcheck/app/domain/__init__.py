"""``repcheck domain``: everything a domain publishes about its mail, and what the lists say of it."""
