"""The vocabulary: frozen values that every other layer speaks in.

Nothing here imports anything else of repcheck, asks the network or reads a file.
"""
