"""Records counted and gone: which of them are alike, and what they come to."""
