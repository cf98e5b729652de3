"""A reader with a browser: opens a page as readers do, and notes down what a test may ask about.

A visit is made once and its facts are shared by all tests of that page, since the visit is what takes the time.
"""

import gzip
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
# Measuring contrast takes axe longest, and colours do not depend on the width: they are looked at once in each scheme.
WITHOUT_COLOURS = {name: {"enabled": False} for name in COLOURS}
RULES = {
    (1280, "light"): {"runOnly": WCAG},
    (1280, "dark"): {"runOnly": COLOURS},
    (390, "light"): {"runOnly": WCAG, "rules": WITHOUT_COLOURS},
    (390, "dark"): {"runOnly": ["target-size", "scrollable-region-focusable"]},
}
AXE = files("axe_playwright_python") / "axe.min.js"
SHIFTS = (Path(__file__).parent / "shifts.js").read_text("utf8")
READY = (Path(__file__).parent / "ready.js").read_text("utf8")
LOOK = (Path(__file__).parent / "look.js").read_text("utf8")


@dataclass
class Facts:
    """What one visit showed."""

    requests: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    look: dict = field(default_factory=dict)
    violations: list = field(default_factory=list)

    def outside(self, *homes):
        """The requests that went anywhere but home."""
        return [url for url in self.requests if not url.startswith((*homes, "data:", "blob:"))]


@dataclass(frozen=True)
class Reader:
    """A browser, and where the site is served."""

    browser: object
    base: str
    root: Path

    def open(self, address, width=1280, scheme="light", **context):
        """A tab on an address, and the facts that gather while it is open."""
        facts = Facts()
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **context
        )
        context.add_init_script(SHIFTS)
        tab = context.new_page()
        tab.on("request", lambda request: facts.requests.append(request.url))
        tab.on("requestfailed", lambda request: facts.failed.append(request.url))
        tab.on("response", lambda reply: reply.status >= 400 and facts.failed.append(reply.url))
        tab.on("console", lambda message: message.type in ("error", "warning") and facts.errors.append(message.text))
        tab.on("pageerror", lambda error: facts.errors.append(str(error)))
        tab.goto(address, wait_until="load")
        tab.evaluate(READY)
        return tab, facts

    @cache  # noqa: B019 (a reader lives as long as the session)
    def visit(self, page, width):
        """All facts of a page at one width, by colour scheme; between the two only the reader's wish changes."""
        tab, facts = self.open(self.base + page, width)
        tab.add_script_tag(path=str(AXE))
        by_scheme = {"light": self.look(tab, facts, RULES[width, "light"])}
        tab.emulate_media(color_scheme="dark", reduced_motion="reduce")
        tab.evaluate(READY)
        by_scheme["dark"] = self.look(tab, facts, RULES[width, "dark"])
        tab.context.close()
        return by_scheme

    def look(self, tab, facts, rules):
        """The facts so far, with what the page shows now and what axe says of it."""
        options = {**rules, "preload": False, "resultTypes": ["violations"]}
        found = tab.evaluate("options => axe.run(document, options)", options)
        violations = [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found["violations"]]
        return replace(facts, look=tab.evaluate(LOOK), violations=violations)

    def weight(self, facts):
        """Bytes of a visit as a server that compresses would send them."""
        paths = {
            url.removeprefix(self.base).split("?")[0].split("#")[0]
            for url in facts.requests
            if url.startswith(self.base)
        }
        return sum(packed(self.root / path) for path in paths)


@cache
def packed(path):
    """The size of a file, gzipped unless it is packed already."""
    content = path.read_bytes()
    return len(content) if path.suffix in {".woff", ".woff2", ".png"} else len(gzip.compress(content))
