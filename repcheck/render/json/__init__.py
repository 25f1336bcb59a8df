"""JSON for programs: one document a schema (``check``, ``domain``, ``spf``, ``hygiene``), and JSON Lines."""
