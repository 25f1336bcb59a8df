"""The commands, one file each: parse, call one use case, render, exit code."""
