"""Judging: what a list is asked, what its answers mean, whether it may be believed. All of it pure."""
