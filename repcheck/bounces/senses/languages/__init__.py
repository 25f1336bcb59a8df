"""The words of replies in other languages, as stems."""
