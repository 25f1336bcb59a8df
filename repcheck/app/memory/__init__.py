"""What is read from the monitor's memory, and written into it, without a pass."""
