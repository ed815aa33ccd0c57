"""Variables of the environment that have nothing to say to us, and on which libraries fail."""

import os

NUMBERS = ("SOURCE_DATE_EPOCH",)
"""Variables that numpy and matplotlib take for whole numbers wherever they are set. Nothing we write bears a date."""

LONGEST = 11  # digits of a number of seconds that is still a date


def forget_broken_variables() -> None:
    """Take out of the environment of this process what is set to something that its readers would fail on."""
    for name in NUMBERS:
        value = os.environ.get(name, "0")
        if not (value.isascii() and value.isdecimal() and len(value) < LONGEST):
            del os.environ[name]
