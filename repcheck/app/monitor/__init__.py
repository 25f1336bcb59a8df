"""``repcheck monitor``: one pass that looks, compares with what is remembered, and reports what changed."""
