"""The commands of ``wenze``, one file each."""
