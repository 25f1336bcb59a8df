"""CSV for spreadsheets and scripts (RFC 4180): a header, and one row for each thing."""
