"""One module for each kind of log, by its id in ``bounces/log_kinds.py``; ``LOG`` says how it is read."""
