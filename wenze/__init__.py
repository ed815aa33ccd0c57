"""wenze 问责: accountability rules in a local bureaucracy, and the behaviour that follows from them."""

import os

# In the repository agents/, sim/, scenarios/ and experiments/ stand beside this folder; installed, they stand inside it.
_here = os.path.dirname(os.path.realpath(__file__))  # pathlib takes long to import, and the command starts here
if not os.path.isdir(os.path.join(_here, "sim")):
    __path__.append(os.path.dirname(_here))
