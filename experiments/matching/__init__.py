"""Which worlds are not ruled out by the sourced figures: history matching by waves."""

from wenze.experiments.matching import messages as messages  # what they say has to be known before any of them says it
