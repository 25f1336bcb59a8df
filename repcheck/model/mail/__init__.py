"""What is read out of the user's mail and found in it: counts, own senders, hygiene, times of records."""
