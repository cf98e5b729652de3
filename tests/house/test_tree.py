"""The tree keeps its own rules: short files, pinned versions, and nothing of the machine that it was written on."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PICTURES = {".png", ".gif", ".ico", ".npz", ".woff2"}
FOLDERS = ("/wor" + "k/", "/roo" + "t/", "/op" + "t/", "/hom" + "e/")
HOSTS = ("pythonhoste" + "d", "py" + "pi.org", "npm" + "js.org", "de" + "b.debian.org", "download.pytorc" + "h")


def tracked():
    """The files that git knows or will know; in a tree without git, all but what was installed and built."""
    if not (ROOT / ".git").exists():
        skipped = {".venv", "_build", "__pycache__"}
        return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts)]
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


FILES = tracked()
CODE = [path for path in FILES if path.suffix == ".py"]
LISTS = (
    "requirements-site.txt",
    "requirements.txt",
    "benchmarks/requirements.txt",
    "coursework/requirements.txt",
    "constraints.txt",
)


def pins(path):
    """{name: version} of a list of packages, names as pip compares them."""
    lines = [line for line in path.read_text("utf8").splitlines() if line and not line.startswith(("#", "-r "))]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), f"{path.name}: name==version and nothing else"
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in (line.split("==") for line in lines)}


def test_there_is_something_to_check():
    assert len(CODE) > 50


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_its_functions_are_shorter(path):
    text = path.read_text("utf8")
    assert len(text.splitlines()) <= 200
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            documented = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
            assert node.end_lineno - documented <= 20, f"{node.name} has more than 20 lines"


def test_every_version_is_pinned_and_the_lists_agree():
    site, everything, peers, course, frozen = (pins(ROOT / name) for name in LISTS)
    asked = {**site, **everything, **peers, **course}
    del asked["torch"]  # its builds differ in their companions, so that no version of it is frozen
    assert {name: frozen.get(name) for name in asked} == asked
    assert not set(site) & set(everything)


def test_no_file_names_the_machine_that_it_was_written_on():
    leaks = [
        (str(path.relative_to(ROOT)), word)
        for path in FILES
        if path.suffix not in PICTURES
        for word in (*FOLDERS, *HOSTS)
        if word in path.read_text("utf8", errors="ignore")
    ]
    assert not leaks


def test_no_file_is_large():
    assert not [path.name for path in FILES if path.stat().st_size > 3_000_000]


def test_every_page_of_the_contents_exists_and_every_chapter_is_in_the_contents():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    named = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    pages = [ROOT / (name if name.endswith(".ipynb") else f"{name}.md") for name in named]
    assert all(page.exists() for page in pages)
    assert {page for page in pages if page.suffix == ".ipynb"} == set((ROOT / "book").glob("[0-9][0-9]-*.ipynb"))


def test_ci_runs_on_every_python_that_is_promised():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text("utf8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
