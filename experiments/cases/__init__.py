"""Stories: a case month by month under every regime, and the life of an official, from the log of events and the records."""

from wenze.experiments.cases import messages as messages  # what is told has to be known before anybody tells it
