"""The commands of ``wenze``, one file each. What a command is, :mod:`wenze.experiments.command` says."""
