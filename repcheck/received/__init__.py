"""What receivers report: bytes in, reports out, and all reports of a run added up. Pure.

``dmarc``      an aggregate report (RFC 7489 appendix C, RFC 9990), through ``xml_text`` and ``elements``
``tls``        a report on TLS (RFC 8460)
``attached``   the parts of a mail that are reports
``adding``     reports of a run added up, each once
"""
