"""What is watched, remembered and reported: the words of ``repcheck monitor`` and of its alerts."""
