"""What repcheck costs: the whole command against a loopback server, without a network."""
