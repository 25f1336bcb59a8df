"""``check_host()`` of RFC 7208 4: ``verdict`` for one sender, ``message`` for what its mail says."""
