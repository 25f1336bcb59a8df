"""``repcheck monitor``: one pass that looks, compares with what is remembered, and tells what changed."""
