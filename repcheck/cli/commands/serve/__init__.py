"""``repcheck serve``: its options, and the site made of them."""
