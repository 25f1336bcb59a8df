"""What outlives a run: the day's question counts and, when wanted, answers of the DNS."""
