"""The phases of a month: one loop each. A phase moves records; the rules in ``agents`` decide."""
