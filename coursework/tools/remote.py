"""The grader's end of the pipe: a student's functions as functions here, each call with a time limit.

Whatever arrives is checked; a program that stops, floods or keeps silent is killed, and every later call fails at once.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time
from typing import Any

import numpy as np

from coursework.tools import box, wire

CELL, CALL, ALL = 20.0, 5.0, 120.0  # seconds for a cell, for a call, for a whole submission
GRACE = 2.0  # the worker's own alarm comes first


class StudentError(RuntimeError):
    """What went wrong in the student's program."""


class Student:
    """A student's program, running in the sandbox."""

    def __init__(self, safe: bool = True, total: float = ALL, cell: float = CELL, call: float = CALL):
        self.process, self.buffer, self.dead, self.cell, self.patience = box.start(safe), b"", "", cell, call
        self.ends, self.ours = time.monotonic() + total, []
        for pipe in (self.process.stdin, self.process.stdout):
            os.set_blocking(pipe.fileno(), False)
        self._answer(time.monotonic() + 60)  # a cold disk, a busy machine

    def __enter__(self) -> Student:
        return self

    def __exit__(self, *_: Any) -> None:
        if not self.dead:  # a program that is well ends by itself when nobody asks any more
            self.process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.5)
        self.stop("closed")

    def stop(self, why: str) -> None:
        """Kill the program with all that it started."""
        self.dead = self.dead or why
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()

    def run(self, cells: list[str], given: dict[str, str]) -> list[list]:
        """Execute the cells; [number, kind, text] of each that failed."""
        self.ours.clear()
        answer = self._ask(
            {"do": "run", "cells": cells, "given": given, "seconds": self.cell}, self.ends - time.monotonic()
        )
        faults = answer.get("faults")
        if type(faults) is not list or not all(map(_is_fault, faults)):
            raise self._fail("that is no message")
        return faults

    def get(self, name: str) -> Any:
        """The value of a name in the student's program; None where there is none."""
        answer = self._ask({"do": "get", "name": name}, self.patience + GRACE)
        return None if "missing" in answer else self._value(answer)

    def call(self, number: int, *args: Any, **kw: Any) -> Any:
        """Call a function of the student's, and show in our arrays what it did to its own."""
        sent = [wire.encode(arg, self._keep) for arg in args]
        named = {name: wire.encode(arg, self._keep) for name, arg in kw.items()}
        order = {"do": "call", "number": number, "args": sent, "kw": named, "seconds": self.patience}
        answer = self._ask(order, self.patience + GRACE)
        for mine, theirs in zip(args, answer.get("after", []), strict=False):
            if isinstance(mine, np.ndarray):
                mine[...] = wire.decode(theirs, self._theirs)
        return self._value(answer)

    def _keep(self, function: Any) -> int:
        self.ours.append(function)
        return len(self.ours) - 1

    def _theirs(self, number: int) -> Any:
        return lambda *args, **kw: self.call(number, *args, **kw)

    def _value(self, answer: dict) -> Any:
        if "error" in answer:
            if answer["error"] == "Slow":
                raise StudentError(f"your function {str(answer.get('text')).removeprefix('it ')[:300]}")
            raise StudentError(f"your function raised {str(answer['error'])[:60]}: {str(answer.get('text'))[:300]}")
        return wire.decode(answer.get("value"), self._theirs)

    def _ask(self, order: dict, seconds: float) -> dict:
        """Send an order, serve the calls that it makes of our functions, return its answer."""
        if self.dead:
            raise StudentError(self.dead)
        until = min(time.monotonic() + seconds, self.ends)
        self._send(order, until)
        while "callback" in (answer := self._answer(until)):
            self._send(self._served(answer), until)
        return answer

    def _served(self, asked: dict) -> dict:
        try:
            args = [wire.decode(arg, self._theirs) for arg in asked["args"]]
            return {"value": wire.encode(self.ours[int(asked["callback"])](*args), self._keep)}
        except StudentError:
            raise
        except Exception as fault:  # the student's arguments, our function
            return {"error": f"{type(fault).__name__}: {fault}"[:300]}

    def _send(self, order: dict, until: float) -> None:
        data = memoryview(wire.line(order))
        while data:
            self._wait([], [self.process.stdin], until)
            try:
                data = data[os.write(self.process.stdin.fileno(), data) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._fail("the program stopped") from None

    def _answer(self, until: float) -> dict:
        while b"\n" not in self.buffer:
            self._wait([self.process.stdout], [], until)
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            if not data:
                raise self._fail("the program stopped")
            self.buffer += data
            if len(self.buffer) > wire.MOST:
                raise self._fail("an answer was too large")
        text, self.buffer = self.buffer.split(b"\n", 1)
        try:
            return wire.message(text)
        except wire.WireError as fault:
            raise self._fail(str(fault)) from None

    def _wait(self, reads: list, writes: list, until: float) -> None:
        if not any(select.select(reads, writes, [], max(0, until - time.monotonic()))):
            raise self._fail("the program did not end in time")

    def _fail(self, why: str) -> StudentError:
        self.stop(why)
        return StudentError(why)


def _is_fault(fault: Any) -> bool:
    """[number of a cell, kind, text]: what arrives may be of the student's making."""
    return type(fault) is list and list(map(type, fault)) == [int, str, str]
