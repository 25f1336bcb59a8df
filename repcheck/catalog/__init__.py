"""The lists and providers that repcheck knows: their file, its strict reader, and the choice among them."""
