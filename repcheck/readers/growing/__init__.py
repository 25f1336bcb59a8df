"""A log that grows, is rotated or cut while it is read: each line once, from where the last run ended."""
