"""Text for people: ``report`` puts a run together from its sections, one file each."""
