"""``repcheck ci``: the main job as a CI system wants it, beside what was accepted before."""
