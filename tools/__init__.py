"""What the project uses to make its releases; no part of what is shipped."""
