"""The newest step of the schema: known without loading what works on it."""

#: A test compares it with the folder of the steps.
HEAD = "0009"
