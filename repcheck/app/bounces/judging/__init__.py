"""What was read, judged in one process or several, and counted."""
