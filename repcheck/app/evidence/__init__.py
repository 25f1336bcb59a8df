"""Evidence: all that the report of a run was made of, in one file, and the same report made of it again."""
