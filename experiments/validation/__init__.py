"""The model put to the test: sourced figures and what it misses, the fit, other worlds."""
