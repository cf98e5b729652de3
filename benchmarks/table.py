"""The results as one Markdown table, and its place in a page between two comments that Markdown does not show."""

KEPT = "Every promise is kept."
OPEN, CLOSE = "<!-- benchmarks -->", "<!-- /benchmarks -->"
HEAD = "| workload | peer | time of the peer / time of gdlib | promised |\n|---|---|---|---|"


def short(x):
    """Two figures, and no exponent.

    >>> short(0.0234), short(0.97), short(4.26), short(54.4)
    ('0.023', '0.97', '4.3', '54')
    """
    return f"{x:.0f}" if x >= 10 else f"{float(f'{x:.2g}'):g}"


def reached(ratio, wanted):
    """A promise is judged by the number that is printed."""
    return wanted is None or float(short(ratio)) >= wanted


def cell(row):
    """The ratios of one peer, case by case; what misses its promise is in bold."""
    if not row["cases"]:
        return "not installed"
    parts = []
    for case, (_, median, _) in row["cases"].items():
        text = short(median) if reached(median, row["wanted"].get(case)) else f"**{short(median)}**"
        parts.append(f"{case}: {text}")
    return "<br>".join(parts)


def promised(row):
    """The targets of one peer, shortly where all cases have the same."""
    values = set(row["wanted"].values())
    if not values:
        return "–"
    if len(values) == 1 and (row["wanted"].keys() >= row["cases"].keys() or not row["cases"]):
        return f"≥ {values.pop():g}"
    return "<br>".join(f"{case}: ≥ {value:g}" for case, value in row["wanted"].items())


def missed(results):
    """Sentences on every promise that is not kept."""
    found = [
        f"{row['group']}, {case}: {short(quartiles[1])} beside {row['peer']}, promised {row['wanted'][case]:g}"
        for row in results["ratios"]
        for case, quartiles in row["cases"].items()
        if not reached(quartiles[1], row["wanted"].get(case))
    ]
    over = [n for n in results["numbers"] if too_much(n)]
    return found + [f"{n['name']}: {n['value']:.3g}, promised at most {n['most']:g}" for n in over]


def too_much(number):
    """A number is judged as it is printed, too."""
    return float(f"{number['value']:.3g}") > number["most"]


def lines(results):
    """The rows of the table; a workload is named in its first row only."""
    group = None
    for row in results["ratios"]:
        first = f"**{row['group']}**: {row['title']}" if row["group"] != group else ""
        group = row["group"]
        yield f"| {first} | {row['peer']} | {cell(row)} | {promised(row)} |"
    first = "**not ratios**"
    for n in results["numbers"]:
        value = f"**{n['value']:.3g}**" if too_much(n) else f"{n['value']:.3g}"
        yield f"| {first} | {n['name']} | {value} | ≤ {n['most']:g} |"
        first = ""


def circumstances(results):
    """When, where and with what it was measured: the line under the table."""
    used = ", ".join(f"{name} {number}" for name, number in results["versions"].items() if number)
    return (
        f"Measured {results['date']} on {results['machine']}, one process and one thread, median of "
        f"{results['rounds']} rounds; {used}."
    )


def markdown(results):
    """The whole block: table, circumstances, and what was promised and not reached."""
    verdict = missed(results)
    ending = ["Promised and not reached, in bold above:", "", *(f"- {sentence}" for sentence in verdict)]
    return "\n".join([HEAD, *lines(results), "", circumstances(results), "", *(ending if verdict else [KEPT])])


def replaced(page, block, between=(OPEN, CLOSE)):
    """The page with ``block`` between two comments; ValueError if it does not have them."""
    first, last = between
    before, opened, rest = page.partition(first)
    _, closed, after = rest.partition(last)
    if not (opened and closed):
        raise ValueError(f"the page has no place for the table: write {first} and {last} where it belongs")
    return f"{before}{first}\n\n{block}\n\n{last}{after}"
