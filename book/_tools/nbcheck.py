"""The check of the chapters: nbval's, with figures compared by their data and with guards on what is stored.

A pytest plugin: `book/conftest.py` loads it for the book, ``-p book._tools.nbcheck`` for a notebook elsewhere.
"""

import os

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from book._tools import interactive, outputs
from book._tools.kernels import environment


def pytest_configure(config):
    """Refuse to spread a chapter's cells over several processes; kernels are this Python's, in fixed surroundings."""
    if not config.option.nbval:
        return
    if getattr(config.option, "numprocesses", None) and config.option.dist != "loadfile":
        raise pytest.UsageError("the cells of a chapter need one kernel: use -n N --dist loadfile")
    config.option.nbval_current_env = not config.option.nbval_kernel_name
    os.environ.update(environment())


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Put the stricter file in the place of nbval's."""
    found = yield
    return [Chapter.from_parent(parent, path=file_path) if type(f) is IPyNbFile else f for f in found]


def pytest_terminal_summary(terminalreporter):
    """Say what ran without being compared."""
    noted = [
        p for state in ("passed", "skipped") for r in terminalreporter.getreports(state) for p in r.user_properties
    ]
    for what, note in dict.fromkeys(noted):
        if what == "not compared":
            terminalreporter.write_line(f"not compared: {note}", yellow=True)


class Chapter(IPyNbFile):
    """A notebook whose stored outputs are judged before they are compared."""

    def collect(self):
        """One item a code cell, numbered as the kernel counts them."""
        for position, cell in enumerate(super().collect(), 1):
            named = {"name": cell.name, "cell_num": cell.cell_num, "cell": cell.cell, "options": cell.options}
            strict = Cell.from_parent(self, **named)
            strict.position = position
            yield strict


class Cell(IPyNbCell):
    """A code cell: guards first, then nbval's comparison, then the one with a tolerance."""

    def runtest(self):
        """Run the cell, unless what is stored cannot be right."""
        if found := outputs.faults(self.cell, self.position):
            self.raise_cell_error("; ".join(found))
        if outputs.is_ignored(self.cell):
            self._note(f"{self.parent.path.name} {self.name}: {self.cell.metadata[outputs.REASON]}")
        super().runtest()

    def compare_outputs(self, test, ref, skip_compare=None):
        """The verdict of nbval on what must agree to the letter, ours on figures and ledgers."""
        skip = (*(skip_compare or self.parent.skip_compare), *outputs.COMPARED_HERE)
        same = super().compare_outputs(*map(interactive.without_pages, (test, ref)), skip)
        found, notes = outputs.disagreements(ref, test)
        for note in notes:
            self._note(f"{self.parent.path.name} {self.name}: {note}")
        self.comparison_traceback += found[:20]
        return same and not found

    def _note(self, text):
        self.user_properties.append(("not compared", text))
