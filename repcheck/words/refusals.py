"""Who refuses whom: the names that the monitor counts bounces by."""


def refuses(who: str, whom: str | None) -> str:
    """``Example Mail refuses pool-a``; ``whom`` None: nothing says which address or group."""
    return f"{who} refuses {whom or 'your mail'}"


def asking(list_name: str) -> str:
    """A receiver that is not a known provider, and cites this list."""
    return f"a server that asks {list_name}"
