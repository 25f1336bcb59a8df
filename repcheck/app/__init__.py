"""Use cases: one function each, from a request to a report. Each room imports those before it:

``sweep``    asking the lists, a zone at a time
``run``      one run: what it asks with, its targets, how far it is
``bounces``  bounces read, reported on, followed and stored
``check``    targets, lists, records and bounces of one run, to one report
``domain``   everything a domain publishes about its mail
"""
