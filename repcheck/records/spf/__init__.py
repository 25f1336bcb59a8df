"""SPF (RFC 7208): one parser, and on top of it the verdict, the tree, who may send, and what to mend.

``macros`` and ``terms`` read a record; ``record`` finds it in the DNS; ``verdict`` evaluates it for one
sender; ``tree`` follows all of it whatever the sender, and ``stranger`` and ``walk`` read that tree.
"""
