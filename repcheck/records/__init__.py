"""What a domain and an address publish, as pure inquiries of the DNS.

An ``inquiry`` yields questions and returns what the answers say; it asks nothing itself. Rooms by record:
``mx``, ``spf``, ``dkim``, ``dmarc``, ``reverse``; ``domain`` puts them together; ``sender_requirements``
holds them against what the large receivers require.
"""
