"""The figures' results as Markdown: a row for each that was dragged, one for each other number, misses in bold."""

OPEN, CLOSE = "<!-- figures -->", "<!-- /figures -->"
DRAGS = (
    "| dragged | to its paint, ms: median / 95 % | at 4× throttle | until heard, ms | processor, ms a move |\n"
    "|---|---|---|---|---|"
)
NUMBERS = "| and besides | measured | promised |\n|---|---|---|"
KEPT = "Every promise is kept."
MOST = {"plain": (8, 33), "slow": (33, None)}  # ms: median and 95 %


def short(x):
    """One decimal below 10, none above.

    >>> short(7.04), short(38.6)
    ('7', '39')
    """
    return f"{x:.0f}" if x >= 10 else f"{round(x, 1):g}"


def over(value, most):
    """A promise is judged by the number that is printed."""
    return most is not None and float(value) > most


def bold(value, most):
    return f"**{value}**" if over(value, most) else value


def cell(drag, speed):
    """Median and 95 %; a peer promises nothing."""
    most = MOST[speed] if drag["ours"] else (None, None)
    return " / ".join(bold(short(ms), limit) for ms, limit in zip(drag[speed], most, strict=True))


def rows(results):
    """The table of what was dragged, ours first, the promise after the last of ours."""
    promise = "| *promised, each figure* | ≤ 8 / ≤ 33 | ≤ 33 | – | – |"
    ours, peers = ([row(drag) for drag in results["drags"] if drag["ours"] is mine] for mine in (True, False))
    return [*ours, promise, *peers]


def row(drag):
    """What was dragged, and how long it took."""
    name = f"`{drag['name']}`" if drag["ours"] else drag["name"]
    return f"| {name} | {cell(drag, 'plain')} | {cell(drag, 'slow')} | {short(drag['wait'])} | {short(drag['work'])} |"


def digits(number):
    """A number as it is printed, with its own digits."""
    return f"{number['value']:.{number['digits']}f}"


def missed(results):
    """Sentences on every promise that is not kept."""
    kinds = {"plain": ("median", "95 %"), "slow": ("median at 4× throttle", "")}
    slow = [
        f"`{drag['name']}`: {kind} {short(ms)} ms, promised {most}"
        for drag in results["drags"]
        if drag["ours"]
        for speed, names in kinds.items()
        for kind, ms, most in zip(names, drag[speed], MOST[speed], strict=True)
        if over(short(ms), most)
    ]
    much = [n for n in results["numbers"] if over(digits(n), n["most"])]
    return slow + [f"{n['name']}: {digits(n)}, promised {n['most']:g}" for n in much]


def circumstances(results):
    """When, where and with what: the line under the tables."""
    used = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    busy = " to ".join(dict.fromkeys(f"{load:.1f}" for load in results["load"]))
    return (
        f"Measured {results['date']} on {results['machine']} with a load average of {busy} from beginning to end, "
        f"{results['moves']} moves × {results['rounds']} at each speed; {used}."
    )


def markdown(results):
    """The whole block."""
    numbers = [f"| {n['name']} | {bold(digits(n), n['most'])} | ≤ {n['most']:g} |" for n in results["numbers"]]
    verdict = missed(results)
    ending = ["Promised and not reached, in bold above:", "", *(f"- {sentence}" for sentence in verdict)]
    tables = [DRAGS, *rows(results), "", NUMBERS, *numbers]
    return "\n".join([*tables, "", circumstances(results), "", *(ending if verdict else [KEPT])])


def summary(results):
    """One sentence for the README."""
    ours, peers = ([d for d in results["drags"] if d["ours"] is mine] for mine in (True, False))
    medians = [d["plain"][0] for d in ours]
    span = " to ".join(dict.fromkeys(map(short, (min(medians), max(medians)))))
    others = ", ".join(f"{d['name']} {short(d['plain'][0])}" for d in peers)
    begins = "From a move of the hand to the end of the frame that shows it, the interactive figures take"
    return f"{begins} {span} ms (median of each); the momentum picture alone by others: {others} ms."
