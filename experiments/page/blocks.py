"""What stands on a page, as plain data: sections of paragraphs, tables, pictures, lists and lines to type.

Texts are texts: nothing in them is markup, whatever it looks like. The one exception is ``Drawn.svg``, which :mod:`.inline` makes
of a picture of our own.
"""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup


class Paragraph(NamedTuple):
    """A paragraph; a ``note`` is set smaller."""

    text: str
    note: bool = False
    kind: str = "paragraph"


class Table(NamedTuple):
    """Rows of cells under heads. Of ``align`` each letter stands for a column: ``l`` words, ``r`` numbers, ``n`` a name that is typed,
    ``c`` several of them.

    ``small`` is for tables of many rows; ``even`` ones have columns as wide as those of others of their kind.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    caption: str = ""
    small: bool = False
    even: bool = False
    kind: str = "table"

    @property
    def look(self) -> str:
        """The classes of the table in the style sheet."""
        return " ".join(name for name in ("small", "even") if getattr(self, name))


class Drawn(NamedTuple):
    """A picture, and what it shows in a sentence for those who do not see it; of those that are not ``tall`` a sheet has room for two."""

    svg: Markup
    label: str
    tall: bool = False
    kind: str = "drawn"


class Terms(NamedTuple):
    """Names with what belongs to each."""

    named: Sequence[tuple[str, str]]
    kind: str = "terms"


class Typed(NamedTuple):
    """Lines as they are typed."""

    lines: Sequence[str]
    kind: str = "typed"


class Heading(NamedTuple):
    """A heading inside a section."""

    text: str
    kind: str = "heading"


Block = Paragraph | Table | Drawn | Terms | Typed | Heading


class Section(NamedTuple):
    """A section of the page; ``name`` is what links inside the page call it."""

    name: str
    title: str
    blocks: Sequence[Block]


class Page(NamedTuple):
    """The whole page: its language as HTML names it, what it is called, a line below that, and its sections."""

    language: str
    title: str
    below: str
    contents: str
    made_by: str
    sections: Sequence[Section]
