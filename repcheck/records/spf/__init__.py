"""SPF (RFC 7208): one parser, and on top of it the verdict, the tree, who may send, and what to change.

``syntax`` reads a record; ``record`` finds it in the DNS; ``evaluation`` judges one sender by it; ``tree``
follows all of it whatever the sender; ``repair`` says what to change. ``inspect`` puts these together for a
domain, and ``part`` shows the result.
"""
