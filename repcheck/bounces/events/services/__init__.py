"""One module for each service, by the id it has in ``bounces/services.py``: ``is_event`` and ``replies``."""
