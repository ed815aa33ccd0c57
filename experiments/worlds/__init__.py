"""Plausible worlds: tables of worlds that no sourced figure rules out, and the settings of replications that live in them."""

from wenze.experiments.worlds import messages as messages  # what they say has to be known before any of them says it
