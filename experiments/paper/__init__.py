"""The article of the documents: every figure a file, all of them and their numbers made again by one command."""

from wenze.experiments.paper import messages as messages  # what it says has to be known before any of it is said
