"""What is watched, remembered and told: the words of ``repcheck monitor`` and of its alerts."""
