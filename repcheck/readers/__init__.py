"""Reading what came back: files and streams in, raw mails out."""
