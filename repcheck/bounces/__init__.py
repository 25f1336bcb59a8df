"""Bounces: from mails, lines of logs and events to one record for each recipient. Pure: nothing is asked.

Rooms, in reading order: ``reply/`` judges one reply, by the tables in ``rules/``; ``mail/``, ``logs/`` and
``events/`` take replies out of what was read; ``meanings/`` explains a record in plain words. The doors are
``mail.records.records_of`` and ``reply.judge.judge``; ``addresses`` and ``dates`` serve all rooms.
"""
