"""From one server's reply, wherever it was read, to a record: the step that mails, logs and events share.

Reading order: ``judge``; ``codes`` (reply code and enhanced status), ``plain`` (the text as rules read it),
``phase`` (the command that was answered), ``unknown_host``, ``subject`` (who is blamed); ``memo`` remembers.
"""
