"""What the words of a reply mean: tables of rules, the lists and providers that it names.

Reading order: ``rule`` (the form of a rule), ``classify`` (the order of the tables), ``verdict``, then
the tables: ``sender``, ``delivery`` with ``recipient`` and ``transport``, ``languages``, ``other_reasons``,
``further_languages``, ``weak``. ``cite`` finds lists, ``providers`` the provider.
"""
