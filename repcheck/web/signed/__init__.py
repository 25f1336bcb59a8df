"""What sending services post, and how each signs it: rules that know no request, and the configured ones."""
