"""One pass after the other, on scripted lists and with a clock that the test turns."""
