"""The configuration as a file of the user's: checked, begun, and shown as it applies."""
