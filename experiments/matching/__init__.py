"""Which worlds are not ruled out by the sourced figures: history matching by waves."""
