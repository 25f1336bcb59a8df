"""The tables of wordings, by what they are about: sender, recipient, room, transport, content, languages."""
