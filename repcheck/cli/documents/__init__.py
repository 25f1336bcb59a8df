"""Documents that packages ship, made from the commands."""
