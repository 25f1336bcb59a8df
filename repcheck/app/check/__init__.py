"""``repcheck check``: targets, lists, records and bounces of one run, to one report."""
