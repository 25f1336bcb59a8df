"""Callers that want more than the usual manners: a pipe of a mail server, a monitoring system."""
