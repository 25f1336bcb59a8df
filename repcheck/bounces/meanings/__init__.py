"""What a bounce means for people: in plain words, who has to act, whether to send again, what to do.

Reading order: ``row`` is the form of a row, with the words for who acts; ``codes`` has a row for each
enhanced status code, ``texts`` one for each well-known text, ``categories`` one for each category;
``explain`` chooses the row of a record. Every row has a sample, and each sample is a test.
"""
