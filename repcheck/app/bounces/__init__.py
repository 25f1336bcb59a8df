"""``repcheck bounces``, ``explain``: bounces read, reported on, followed and stored."""
