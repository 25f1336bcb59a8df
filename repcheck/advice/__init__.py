"""What to do, in order: the ``problems``, steps to ``fix``, ``ask`` and ``verify``, and ``letters``."""
