"""Markdown for tickets, chats and the summary of a CI step."""
