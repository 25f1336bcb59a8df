"""repcheck: is my mail being blocked, by whom, why, how much of it, and what do I do first?"""

__version__ = "0.1.0"
