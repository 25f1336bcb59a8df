"""What the monitor remembers, as text. Reasons and notes are a user's own words, and are cleaned."""
