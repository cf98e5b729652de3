"""The measurement: everything that is dragged, in turns, then what is weighed and waited for; a dictionary for JSON."""

import os
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.front import arrive, drag, pages, peers, site, weigh
from benchmarks.measure import COUNT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# Chromium's own services are off, so that only the page works.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
VISITS = 5  # of each page, for how long its first figure takes


@contextmanager
def chromium():
    """The system's Chromium, driven by playwright; RuntimeError where there is none."""
    from shutil import which

    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(which, BROWSERS)), None)
    if not found:
        raise RuntimeError("no browser found: install Chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def load():
    """How many processes wanted the processor in the last minute; 0 where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def everything(moves, rounds, machine, begin):
    """All results; ``begin(what, total)`` is told what comes and gives the function to call after each part."""
    busy = load()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        folder = Path(folder)
        pages.bring(folder)
        drags = dragged(browser, folder, moves, rounds, begin)
        begin("building the book", 1)()
        built = site.build(folder / "site")
        numbers = [*weighed(built, folder), *arrived(browser, built, rounds, begin)]
        versions = {"Chromium": browser.version, **{name: version(name.lower()) for name in ("Plotly", "Bokeh")}}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine or COUNT.get(os.cpu_count(), f"{os.cpu_count()} cores"),
        "load": [busy, load()],
        "moves": moves,
        "rounds": rounds,
        "versions": versions,
        "drags": drags,
        "numbers": numbers,
    }


def dragged(browser, folder, moves, rounds, begin):
    """Median and 95 % of all moves of all rounds, for each figure and each peer."""
    ours, theirs = [*pages.candidates(folder)], [*peers.candidates(folder)]
    found, tick = {c.name: [] for c in ours + theirs}, begin("dragging", rounds * len(ours + theirs))
    for r in range(rounds):
        turn = r * (len(found) // rounds)  # each round begins elsewhere
        for candidate in (ours + theirs)[turn:] + (ours + theirs)[:turn]:
            found[candidate.name].append(drag.visit(browser, candidate, moves))
            tick()
    return [{"name": c.name, "ours": c in ours, **quantiles(found[c.name])} for c in ours + theirs]


def quantiles(visits):
    """{speed: [median, 95 %]} in milliseconds, and at full speed the wait to be heard and the processor's share."""
    pooled = {speed: np.concatenate([visit[speed][0] for visit in visits]) for speed in drag.SPEEDS}
    found = {speed: np.quantile(ms, (0.5, 0.95)).tolist() for speed, ms in pooled.items()}
    waited = np.concatenate([visit["plain"][1] for visit in visits])
    spent = [visit["plain"][2] for visit in visits]
    return {**found, "wait": float(np.median(waited)), "work": float(np.median(spent))}


def number(name, value, most, digits=1):
    return {"name": name, "value": value, "most": most, "digits": digits}


def weighed(built, scripts):
    """Kilobytes of all figures' script on a page, of a figure's script, and of its own module: the heaviest of each."""
    pages = {address: weigh.page(built, address) for address in site.addresses(built)}
    yield number(f"all figures' script of a page, gzipped, the heaviest of {len(pages)}, KB", max(pages.values()), 40)
    for name, sizes, most in (
        ("script of one figure, with the parts that figures share", weigh.figures(scripts), 5),
        ("module of one figure, without them", weigh.modules(scripts / "alone"), 3),
    ):
        if sizes:
            heaviest = max(sizes, key=sizes.get)
            yield number(f"{name}, gzipped, the heaviest of {len(sizes)} (`{heaviest}`), KB", sizes[heaviest], most)


def arrived(browser, built, rounds, begin):
    """The longest wait for a page's first figure, and the largest shift."""
    visits, sizes = min(VISITS, 2 * rounds - 1), (arrive.PHONE, arrive.DESK)
    with site.served(built) as base:
        addresses = [base + page for page in site.addresses(built)]
        tick, waits, shifts = begin("opening pages", len(addresses) * visits), [], []
        for address in addresses:
            waits.append(float(np.median([(arrive.ready(browser, address), tick())[0] for _ in range(visits)])))
            shifts += [arrive.shift(browser, address, size) for size in sizes]
    several = f"{len(addresses)} pages"
    each = {address.split("/")[-1]: wait for address, wait in zip(addresses, waits, strict=True)}
    yield {
        "pages": each,
        **number(f"first figure ready at 1.6 Mbit/s and 4× throttle, the slowest of {several}, s", max(waits), 2.5),
    }
    yield number(f"layout shift while figures come to life, the largest of {several}", max(shifts), 0.02, 3)
