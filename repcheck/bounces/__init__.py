"""Bounces: from the bytes of a mail to one record for each recipient. Pure: nothing is read or asked here."""
