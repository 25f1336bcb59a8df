"""Who is asked next, when again, who counts as dead, and how fast: decided without I/O.

``Policy`` (machine.py) takes what happened and when, and says what to do. It stands on plain state
(state.py), the order of sending (turns.py), the arithmetic of waiting (pace.py) and the counts of a run
(accounting.py). Sockets and timers are a thin loop round it (``engine.py``); tests hold the clock.
"""
