"""Claims: what somebody says of accountability, written down as data, and whether the model bears it out."""

import wenze.experiments.claims.messages  # noqa: F401  # what it says is known wherever it is imported
