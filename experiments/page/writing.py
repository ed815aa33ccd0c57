"""A page as HTML: one file that asks nobody for anything."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wenze.experiments.page.blocks import Page

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = "page.html"


@cache
def surroundings() -> Environment:
    """What templates are filled in by: every text is escaped, and what is not there is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(page: Page) -> str:
    """The page as HTML."""
    return surroundings().get_template(TEMPLATE).render(page=page) + "\n"
