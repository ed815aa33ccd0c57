"""wenze 问责: accountability rules in a local bureaucracy, and the behaviour that follows from them."""

from pathlib import Path

# In the repository agents/, sim/, scenarios/ and experiments/ stand beside this folder; installed, they stand inside it.
if not (Path(__file__).parent / "sim").is_dir():
    __path__.append(str(Path(__file__).resolve().parent.parent))
