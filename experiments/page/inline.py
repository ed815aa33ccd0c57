"""A picture of our own as part of a page: without anything that two pictures on one page would share, or that belongs to a file."""

import re
import xml.etree.ElementTree as ElementTree

from markupsafe import Markup
from wenze.experiments.page.blocks import Drawn

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
"""The sentence above a picture, as it stands in its file."""
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

TALL = 0.8
"""Height in width from which a picture is tall."""
NOT_OF_A_PAGE = (f"{{{SVG}}}metadata", f"{{{SVG}}}style")
"""What tells of a file, and a rule that on a page would hold for everything."""
STROKES = "stroke-linejoin:round;stroke-linecap:butt"
"""What that rule says."""
OF_ANOTHER = re.compile(r"url\(#([^)]*)\)")


def inline(svg: str, prefix: str, name: str) -> Drawn:
    """An SVG file of ours as an element for a page, with what stands above the picture as its label, or else its ``name``.

    ``prefix`` begins every name in it, so that no two pictures of a page share one.
    """
    root = ElementTree.fromstring(svg)
    label = next((element.text for element in root.iter(TITLE) if element.text), None) or name
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in NOT_OF_A_PAGE]:
            parent.remove(child)
    seen: set[str | None] = {None}
    for element in root.iter():
        if element.get("id") in seen:  # the same picture inside the picture again
            element.attrib.pop("id", None)
        seen.add(element.get("id"))
    for element in root.iter():
        for key, value in element.attrib.items():
            element.set(key, _renamed(key, value, prefix))
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.set("style", STROKES)
    root.set("role", "img")
    root.set("aria-label", label)
    wide, high = map(float, root.attrib["viewBox"].split()[2:])
    return Drawn(Markup(ElementTree.tostring(root, encoding="unicode")), label, high > TALL * wide)


def _renamed(key: str, value: str, prefix: str) -> str:
    if key == "id":
        return prefix + value
    if key in ("href", f"{{{XLINK}}}href") and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    return OF_ANOTHER.sub(lambda found: f"url(#{prefix}{found[1]})", value)
