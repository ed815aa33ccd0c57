"""The commands of ``wenze``, one file each; see :mod:`wenze.experiments.command`."""
