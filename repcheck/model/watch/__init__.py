"""What is watched, remembered and reported: the words of ``repcheck monitor`` and of its alerts."""

#: The file of the monitor's memory below the state directory, where the user has named no other place.
MEMORY = "state.sqlite3"
