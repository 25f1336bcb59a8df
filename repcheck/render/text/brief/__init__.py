"""The answer on one screen; ``answer`` puts it together from its sections, one file each."""
