"""MX (RFC 5321 5.1, 7505): ``hosts`` asks for the mail hosts, ``findings`` judges them."""
