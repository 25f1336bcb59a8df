"""What the words of a reply mean: tables of rules, the lists and providers that it names.

Reading order: ``rule`` (the form of a rule), ``deciding`` (the order of the tables, and which words decide),
``classify`` (what that makes of the reply), ``judgement``. The tables stand in ``wordings``. ``cite`` finds
lists, ``providers`` the provider.
"""
