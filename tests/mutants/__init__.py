"""Do the tests bite? Faults seeded one at a time into a copy of the tree, and which test finds each: ``make mutants``."""
