"""What is found about a domain and its SPF record, as the commands domain and spf tell it."""
