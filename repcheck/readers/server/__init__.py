"""Mails out of a mailbox on a server: IMAP (RFC 9051)."""
