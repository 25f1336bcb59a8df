"""A result as one page for the browser: no script, nothing fetched, light and dark, ready to print."""
