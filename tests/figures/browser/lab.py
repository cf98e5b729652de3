"""A real JupyterLab with folders and settings of its own, and a reader who works in it with mouse and keyboard."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = [
    "--no-browser",
    "--allow-root",
    "--ServerApp.port=0",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
    "--LabApp.news_url=None",
]
PATIENCE = 90  # seconds for a server to begin


@contextmanager
def lab(folder, notebook, *sources, outputs=()):
    """Serve a folder that holds one notebook with these cells; the address of the notebook."""
    write(folder / notebook, sources, outputs)
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    homes = {name: str(folder / name.lower()) for name in (*names, "JUPYTERLAB_WORKSPACES_DIR")}
    environment = os.environ | homes | {"PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
    command = [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--ServerApp.root_dir={folder}"]
    log = folder / "server.log"
    with (
        log.open("w") as file,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file) as server,
    ):
        try:
            yield f"{address(log)}lab/tree/{notebook}"
        finally:
            end(server)


def end(server):
    """Have a server go; one that was asked while a kernel was about to begin may wait for it for ever."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()  # its kernels notice by themselves


def address(log):
    """Where a server that has just begun says that it is."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := re.search(r"(http://127\.0\.0\.1:\d+/)lab", log.read_text()):
            return found[1]
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab has not begun: {log.read_text()[-500:]}")


def write(path, sources, outputs):
    """Write a notebook; the first cell may have outputs from an earlier run."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1) for data in outputs]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
