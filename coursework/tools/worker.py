"""Runs inside the sandbox: executes a student's cells, then answers calls.  It knows nothing of the tests.

The code that it runs may do to this process what it likes; all it can reach is a pipe that carries plain values.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import wire


class Slow(BaseException):
    """A cell or a call has had its time; no ``except Exception`` of a student's holds it up."""


class Anything:
    """Stands for otter in a student's notebook: whatever is asked of it, it does nothing."""

    def __getattr__(self, name):
        return self

    def __call__(self, *_, **__):
        return None


class Functions(dict):
    """Functions that stay on this side, by the number under which the other side calls them."""

    def keep(self, function) -> int:
        self[len(self)] = function
        return len(self) - 1


class Worker:
    """One student's program, and the pipe to the grader."""

    def __init__(self, reads: int, writes: int):
        self.reads, self.writes = os.fdopen(reads, "rb"), os.fdopen(writes, "wb")
        self.kept, self.names = Functions(), {}

    def say(self, **message) -> None:
        self.writes.write(wire.line(message))
        self.writes.flush()

    def theirs(self, number: int):
        """A function that lives with the grader, such as a gradient."""

        def function(*args):
            self.say(callback=number, args=[wire.encode(arg, self.kept.keep) for arg in args])
            answer = self.hear()
            if "error" in answer:
                raise ValueError(answer["error"])
            return wire.decode(answer["value"], self.theirs)

        return function

    def hear(self) -> dict:
        """The answer to a question of ours; orders that come before it are carried out."""
        while "do" in (answer := wire.message(self.reads.readline())):
            self.obey(answer)
        return answer

    def obey(self, order: dict) -> None:
        self.say(**getattr(self, order.pop("do"))(**order))

    def run(self, cells: list, given: dict, seconds: float) -> dict:
        """Execute the cells from nothing; what each failing one said."""
        self.kept, self.names, faults = Functions(), {"__name__": "__main__", "display": lambda *_, **__: None}, []
        stub = types.ModuleType("otter")
        stub.Notebook = lambda *_, **__: Anything()
        sys.modules["otter"] = stub
        for number, source in enumerate(cells, start=1):
            fault = guarded(seconds, lambda source=source: exec(compile(source, "<cell>", "exec"), self.names))
            faults += [[number, *fault[1:]]] if fault[0] is None else []
            self.names.update(given)
        return {"faults": faults}

    def get(self, name: str, **_) -> dict:
        if name not in self.names:
            return {"missing": True}
        done, value, text = guarded(1.0, lambda: [wire.encode(self.names[name], self.kept.keep)])
        return {"error": value, "text": text} if done is None else {"value": done[0]}

    def call(self, number: int, args: list, kw: dict, seconds: float) -> dict:
        args = [wire.decode(arg, self.theirs) for arg in args]
        kw = {name: wire.decode(arg, self.theirs) for name, arg in kw.items()}
        done, value, text = guarded(seconds, lambda: [wire.encode(self.kept[number](*args, **kw), self.kept.keep)])
        if done is None:
            return {"error": value, "text": text}
        arrays = [wire.encode(a, self.kept.keep) if isinstance(a, wire.np.ndarray) else None for a in args]
        return {"value": done[0], "after": arrays}

    def serve(self) -> None:
        for text in self.reads:
            self.obey(wire.message(text))
        os._exit(0)  # nothing that a student left to be done at the end is done


def guarded(seconds: float, work) -> tuple:
    """(result, '', '') of the work, or (None, kind of error, its text) where it fails or takes too long."""
    alarm.rung = 0
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        return work() or True, "", ""
    except Slow:
        return None, "Slow", f"it had not ended after {seconds:g} s"
    except BaseException as fault:
        return None, type(fault).__name__, str(fault)[:300]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Alarm:
    """The first ring interrupts; the second, for whoever catches everything, ends the program."""

    rung = 0

    def __call__(self, *_):
        self.rung += 1
        if self.rung > 1:
            os._exit(1)
        raise Slow


alarm = Alarm()


def limit(memory: int, seconds: int) -> None:
    """Bound what this process may take; a limit once lowered cannot be raised again."""
    wanted = {"AS": memory, "CPU": seconds, "FSIZE": 1 << 24, "NOFILE": 64, "CORE": 0}
    for name, most in wanted.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def main(memory: str, seconds: str) -> None:
    """Move the pipe away from where a student's print would meet it, and serve."""
    limit(int(memory), int(seconds))
    worker = Worker(os.dup(0), os.dup(1))
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, mode), number)
    signal.signal(signal.SIGALRM, alarm)
    os.environ["MPLBACKEND"] = "agg"
    worker.say(ready=True)
    worker.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
