"""What a domain and an address publish: MX, SPF, reverse names, as pure inquiries of the DNS."""
