"""Sweeps: thousands of settings run on the same luck, kept so that nothing finished is lost, and what drives a result."""

from wenze.experiments.sweeps import messages as messages  # what they say has to be known before any of them says it
