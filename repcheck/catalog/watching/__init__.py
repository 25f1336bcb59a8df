"""The part of ``repcheck.yaml`` that says what is watched and who is told: read, checked, as values."""
