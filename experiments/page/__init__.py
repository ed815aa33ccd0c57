"""A finished result as one page of HTML: what was asked, what came out, on what it hangs, and how to repeat it."""

from wenze.experiments.page import messages as messages  # what it says has to be known before any of it is said
