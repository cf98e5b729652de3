"""From nothing to finished arrays: each candidate in a fresh process, imports and compilation included.

As a script (``python -m benchmarks.cold``) it is that process; as a module it starts one and reads its clock.
"""

import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("scipy", "torch", "sympy", "matplotlib", "pandas", "sklearn", "jax")


def run(module, build, *arguments):
    """Start a process that computes ``module.build(*arguments)()``; its seconds and the sum of each array."""
    return started("-m", "benchmarks.cold", repr(time.time()), module, build, *map(str, arguments))


def compute(begun, module, build, *arguments):
    """In the fresh process: import, build, run; seconds since ``begun``, the parent's clock when it started us."""
    numbers = [int(a) if a.isdigit() else a for a in arguments]
    arrays = getattr(import_module(f"benchmarks.peers.{module}"), build)(*numbers)()
    return {"seconds": time.time() - float(begun), "sums": [float(a.sum()) for a in arrays]}


def import_cost():
    """Milliseconds that ``import gdlib`` takes once NumPy is there, in a fresh process, and what heavy it loaded."""
    code = (
        "import numpy, time, sys, json; begun = time.process_time(); import gdlib; "
        "took = time.process_time() - begun; "
        f"print(json.dumps([1e3 * took, [name for name in {HEAVY!r} if name in sys.modules]]))"
    )
    return started("-c", code)


def started(*arguments):
    """What a fresh Python prints; it finds its modules compiled to bytecode, as an installed package is."""
    keeps_bytecode = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    options = {"cwd": ROOT, "env": keeps_bytecode, "capture_output": True, "text": True, "check": True}
    return json.loads(subprocess.run([sys.executable, *arguments], **options).stdout.splitlines()[-1])


if __name__ == "__main__":
    print(json.dumps(compute(*sys.argv[1:])))
