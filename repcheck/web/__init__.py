"""``repcheck serve``: a thin face over the use cases: parse, call one, render, answer.

site.py      ``Site``: all that a handler needs, passed in
route.py     ``Route`` and ``Audience``: what a row of the table says
visit.py     ``Visit``: one request as its handler sees it
    routes.py    the one table of routes; each room gives its rows (``pages.ROUTES``)
handling.py  what handlers share: reading the store off the loop, and answers
gate.py      what each request passes before its handler, and each answer after it
guard/       the rules of the gate: hosts, headers, sessions, forms, bounds, the log line
server.py    the application, and its life from binding to its end in good order
"""
