"""Packed files and archives, read as what they hold."""
