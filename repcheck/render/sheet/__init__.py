"""A result as a sheet of items: the one shape that reports for machines and for teams are made of."""
