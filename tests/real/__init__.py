"""repcheck against name servers that people run: rbldnsd with zone files, unbound in front of it."""
