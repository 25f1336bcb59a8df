"""The monitor's memory in a database: its ``tables``, and ``state`` that answers the ports."""
