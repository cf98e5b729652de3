"""What importing the plots does, and what it leaves alone."""

import subprocess
import sys

ASK = """
import sys
{before}
import gdlib.plots
from matplotlib.figure import Figure
print("matplotlib.pyplot" in sys.modules, {ask})
"""


def answers(before, ask):
    run = subprocess.run([sys.executable, "-c", ASK.format(before=before, ask=ask)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_outside_ipython_neither_pyplot_nor_ipython_is_imported():
    assert answers("", "'IPython' in sys.modules") == ["False", "False"]


def test_inside_ipython_a_figure_is_shown_as_svg_and_description_and_nothing_else():
    start = "from IPython.core.interactiveshell import InteractiveShell as S; shell = S.instance()"
    kinds = "*sorted(shell.display_formatter.format(gdlib.plots.alt(gdlib.plots.canvas()[0], 'Empty axes'))[0])"
    assert answers(start, kinds) == ["False", "application/vnd.gdlib.figure+json", "image/svg+xml", "text/plain"]
