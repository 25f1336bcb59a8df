"""What the codes and words of an SMTP reply say by themselves: ``codes``, ``phase``, ``plain`` words."""
