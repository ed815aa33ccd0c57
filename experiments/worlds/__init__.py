"""Worlds that agree with what is known: which are not ruled out by the sourced figures, and what holds in them."""
