"""The command line: parse, call one use case, render, exit. No logic of its own."""
