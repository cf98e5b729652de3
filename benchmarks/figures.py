"""Time the interactive figures in a browser beside Plotly and Bokeh: `python run.py bench figures`, about ten minutes.

Writes benchmarks/figures.json, the tables into book/benchmarks.md and a sentence into README.md.
`--write` writes them again from the JSON and times nothing; `--rounds 1 --moves 30` is for a quick look.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "figures.json"
PAGE, README = ROOT / "book" / "benchmarks.md", ROOT / "README.md"


def asked():
    """The command line."""
    parser = argparse.ArgumentParser(prog="run.py bench figures", description=__doc__.split("\n")[0])
    parser.add_argument("--moves", type=int, default=120, help="moves of the pointer in a drag (120)")
    parser.add_argument("--rounds", type=int, default=3, help="drags of each figure at each speed (3)")
    parser.add_argument("--machine", help="what to call the machine under the table")
    parser.add_argument("--write", action="store_true", help="write the tables from the last results")
    return parser.parse_args()


def write(results):
    """The tables into the book, the sentence into the README."""
    from benchmarks.front.table import CLOSE, OPEN, markdown, summary
    from benchmarks.table import replaced

    for page, block in ((PAGE, markdown(results)), (README, summary(results))):
        page.write_text(replaced(page.read_text("utf8"), block, (OPEN, CLOSE)), "utf8")


def main():
    options = asked()
    if not options.write:
        from benchmarks.front.measure import everything
        from benchmarks.run import progress

        try:
            results = everything(options.moves, options.rounds, options.machine, progress)
        except RuntimeError as fault:
            return f"bench figures: {fault}"
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf8")
    results = json.loads(RESULTS.read_text("utf8"))
    write(results)
    from benchmarks.front.table import markdown

    print(markdown(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
