"""Listings that are accepted for a while: the file that names them, and how a run stands to it. Pure."""
