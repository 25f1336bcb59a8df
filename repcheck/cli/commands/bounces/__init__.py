"""``repcheck bounces`` and what is below it; ``read`` is the default."""
