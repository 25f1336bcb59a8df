"""All that a record includes: ``build`` asks for it, and ``walk``, ``replay`` and ``stranger`` read it."""
