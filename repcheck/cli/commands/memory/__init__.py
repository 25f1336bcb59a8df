"""Commands that read from the monitor's memory, or write into it, without a pass."""
