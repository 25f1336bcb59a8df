"""Use cases: one function each, from a request to a report."""
