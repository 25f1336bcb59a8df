"""DKIM (RFC 6376): ``selectors`` finds the keys, ``key`` reads one."""
