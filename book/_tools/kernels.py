"""The kernel that chapters run in: one thread, fixed hashing, nobody's start-up files, this tree's gdlib.

The same environment serves re-execution and the check, so that what is stored is what is verified.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
STYLE = ROOT / "gdlib" / "plots" / "book.mplstyle"
FIXED = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "",
    "MATPLOTLIBRC": str(STYLE),
    "TQDM_DISABLE": "1",  # a progress bar appears after two seconds, so on slow machines only
}


def environment():
    """The variables of a chapter's kernel; a PYTHONPATH that is set already comes before this tree."""
    own = tempfile.mkdtemp(prefix="gdlib-ipython-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    path = [p for p in (os.environ.get("PYTHONPATH"), str(ROOT)) if p]
    return os.environ | FIXED | {"IPYTHONDIR": own, "PYTHONPATH": os.pathsep.join(path)}


class ThisPython(KernelSpecManager):
    """Every kernel name means the Python that runs now, whatever is installed for the user."""

    def get_kernel_spec(self, kernel_name):
        """The specification of this very Python's kernel."""
        quiet = "--IPKernelApp.log_level=ERROR"
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", quiet]
        return KernelSpec(argv=argv, display_name="Python 3", language="python", name=kernel_name)
