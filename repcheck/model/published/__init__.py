"""What domains and addresses publish: records, SPF, and what is said of a domain."""
