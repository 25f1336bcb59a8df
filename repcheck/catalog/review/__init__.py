"""How old, how certain and how well sourced the entries of the catalog are."""
