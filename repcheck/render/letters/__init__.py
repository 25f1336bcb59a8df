"""Letters to send, from the steps of a plan: ``facts`` holds what is known, ``text`` puts it into words."""
