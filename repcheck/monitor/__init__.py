"""Rules of the monitor, all pure: the ``machine`` of one pair, ``guards`` over a pass, ``mutes``."""
