"""The part of ``repcheck.yaml`` that says what is watched and who gets messages: read, checked, as values."""
