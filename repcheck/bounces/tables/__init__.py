"""Tables of bounces, as sending services and databases export them: a row for each address, with its reply.

``table`` detects a table and reads its rows, by the words of ``names``; ``rows`` takes the lines apart,
``objects`` reads the same out of JSON.
"""
