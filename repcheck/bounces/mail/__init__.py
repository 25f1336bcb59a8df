"""Mails: from bytes to records.

Reading order: ``records`` (the door), ``mime``, then what a mail can be: ``dsn`` (a report of RFC 3464),
``notices`` with ``notice_signs`` and ``transcript`` (free text), ``other_mail`` (no failure). ``returned``
and ``backscatter`` look at the mail that came back.
"""
