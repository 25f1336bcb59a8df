"""Reverse names: ``ptr`` asks, ``generic``, ``findings`` judge; ``helo`` is for HELO; ``part`` sums up."""
