"""The classroom: a page that shows two regimes side by side, and a game in which a class are the cadres."""

from wenze.experiments.classroom import messages as messages  # what it says has to be known before any of it says it
