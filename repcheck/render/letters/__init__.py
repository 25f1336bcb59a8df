"""Letters to send, from the steps of a plan: ``facts`` holds what is known, ``write`` makes sentences."""
