"""Closed blocks for hidden cells: plain <details> that open by keyboard and without any script.

A cell tagged `solution` opens under the word Solution; any other hidden cell says that it holds code.
"""

from html import escape

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode


def label(app, doctree):
    """Choose the words on each closed block."""
    for cell in doctree.findall(nodes.container):
        if cell.get("hide_mode"):
            solution = "solution" in cell["cell_metadata"].get("tags", [])
            cell["prompt_show"] = "Solution" if solution else "Show the {type}"


def begin(self, node):
    """Write the beginning of a closed block; its visible words are also its accessible name."""
    self.body.append(f'<details class="closed {" ".join(node["classes"])}">\n')
    self.body.append(f"<summary>{escape(node['prompt_show'])}</summary>\n")


def end(self, node):
    """Write the end of a closed block."""
    self.body.append("</details>\n")


def setup(app):
    """Register with Sphinx, in the place of myst-nb's own blocks."""
    app.setup_extension("myst_nb")
    app.connect("doctree-read", label)
    app.add_node(HideCodeCellNode, override=True, html=(begin, end))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
