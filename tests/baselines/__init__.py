"""Golden baselines: the numbers that every shipped scenario gives, recorded with what they were made with.

``recorded.json`` is the record, ``python -m tests.baselines "Why the numbers changed."`` writes it anew.
"""
