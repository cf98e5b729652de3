"""Number equations by chapter: (6.3) is the third of chapter 6.

A new equation then changes no number in another chapter.
"""

import re

from docutils import nodes

CHAPTER = re.compile(r"/0?(\d+)-[^/]*$")


def number_by_chapter(app, doctree):
    """Give the labelled equations of a page their numbers, on the page and for those who refer to them."""
    page, domain = app.env.docname, app.env.get_domain("math")
    chapter = CHAPTER.search(page)
    labelled = [node for node in doctree.findall(nodes.math_block) if node.get("number")]
    for place, node in enumerate(labelled, 1):
        node["number"] = f"{chapter[1]}.{place}" if chapter else str(place)
        domain.equations[node["label"]] = page, node["number"]


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-read", number_by_chapter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
