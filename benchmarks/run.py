"""Time gdlib beside its peers and write the results down: `python benchmarks/run.py`, five to ten minutes.

Writes benchmarks/results.json, the picture book/benchmarks.svg, and the table into book/benchmarks.md and README.md.
`--write` draws both again from the JSON and times nothing; `--rounds 3` is for a quick look; `--only epoch` measures
one group again (or `numbers`, the last rows, or `watch`, one of them) and leaves the others as they are stored.
"""

import argparse
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PICTURE = ROOT / "book" / "benchmarks.svg"
PAGES = (ROOT / "book" / "benchmarks.md", ROOT / "README.md")

# One thread for everyone, said before any of them is imported.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
sys.path.insert(0, str(ROOT))


def asked():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each race (15)")
    parser.add_argument("--machine", help="what to call the machine in the table")
    parser.add_argument("--only", metavar="GROUP", help="measure one group of the table; the others stay as stored")
    parser.add_argument("--write", action="store_true", help="write table and picture from the last results")
    return parser.parse_args()


def progress(what, total):
    """A bar for each race, gone when it is over."""
    from tqdm import tqdm

    bar = tqdm(total=total, desc=what, leave=False, unit="round")
    return lambda: bar.update() if bar.n + 1 < total else (bar.update(), bar.close())


def write(results):
    """Table and picture from the results."""
    from benchmarks.picture import picture
    from benchmarks.table import markdown, replaced
    from gdlib.plots.svg import picture as svg

    fig = picture(results)
    PICTURE.write_text(svg(fig), "utf8")
    for page in PAGES:
        shown = f"![{fig.alt}]({PICTURE.relative_to(ROOT) if page.parent == ROOT else PICTURE.name})"
        page.write_text(replaced(page.read_text("utf8"), f"{markdown(results)}\n\n{shown}"), "utf8")


def main():
    options = asked()
    if not options.write:
        from benchmarks.measure import everything, merged

        results = everything(options.rounds, options.machine, progress, options.only)
        if options.only:
            results = merged(json.loads(RESULTS.read_text("utf8")), results)
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf8")
    results = json.loads(RESULTS.read_text("utf8"))
    write(results)
    from benchmarks.table import markdown

    print(markdown(results))


if __name__ == "__main__":
    main()
