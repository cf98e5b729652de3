"""The reproduction ledger: every published number of the book beside ours, in one table made from the chapters.

The table is read out of the outputs that the chapters stored, so it can say nothing that no cell has computed; each row
links to its cell.
"""

import json
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from gdlib.ledger import MIME, collect

HEAD = (
    "| claim | source | published | ours | difference | tolerance | about | cell |",
    "|:--|:--|--:|--:|--:|--:|--:|:--|",
)


def label(chapter, cell):
    """The name of the place where a chapter's cell makes its claims: ('08-heavy-ball', 31) -> 'claims-08-31'."""
    return f"claims-{chapter[:2]}-{cell}"


def mark(app, doctree):
    """Give each cell that makes claims an anchor of its own."""
    path = app.env.doc2path(app.env.docname)
    if not path.endswith(".ipynb"):
        return
    cells = json.loads(Path(path).read_text("utf8"))["cells"]
    for container in doctree.findall(nodes.container):
        index = container.get("cell_index")
        outputs = cells[index].get("outputs", []) if container.get("nb_element") == "cell_code" else []
        if any(MIME in output.get("data", {}) for output in outputs):
            name = label(Path(path).stem, index)
            container["ids"].append(name)
            app.env.get_domain("std").anonlabels[name] = app.env.docname, name


def row(claim):
    """One claim as a row of a Markdown table."""
    seconds = "" if claim["seconds"] is None else f"{claim['seconds']:g} s"
    place = f"{{ref}}`cell <{label(claim['chapter'], claim['cell'])}>`"
    told = [claim[name] for name in ("claim", "source", "published", "ours", "difference", "tolerance")]
    return "| " + " | ".join(text.replace("|", r"\|") for text in [*told, seconds, place]) + " |"


def title(notebook):
    """The chapter's own title, the first line of its notebook."""
    cells = json.loads(Path(notebook).read_text("utf8"))["cells"]
    return "".join(cells[0]["source"]).splitlines()[0].removeprefix("# ")


class ClaimsDirective(SphinxDirective):
    """``{claims}``: a table for each chapter that puts published numbers beside its own."""

    def run(self):
        """Collect the chapters' tables and set them in Markdown."""
        lines = []
        made = collect(Path(self.env.srcdir, "book"))
        published = [claim for claim in made if f"book/{claim['chapter']}" in self.env.found_docs]
        for chapter, claims in groupby(published, lambda claim: claim["chapter"]):
            self.env.note_dependency(f"{chapter}.ipynb")
            lines += ["", f"## {title(self.env.doc2path(f'book/{chapter}'))}", "", *HEAD, *map(row, claims)]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app):
    """Register with Sphinx."""
    app.add_directive("claims", ClaimsDirective)
    app.connect("doctree-read", mark)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
