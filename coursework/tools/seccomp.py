"""A filter of system calls for the sandbox: no new process (threads may be), no socket, no other process's memory.

So a fork bomb has no second process, nothing outlives the grader, and one memory limit bounds the whole submission.
"""

from __future__ import annotations

import platform
import struct

DENIED = {
    "x86_64": {
        "fork": 57, "vfork": 58, "socket": 41, "ptrace": 101, "mount": 165, "add_key": 248,
        "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298, "setns": 308,
        "process_vm_readv": 310, "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425,
    },
    "aarch64": {
        "socket": 198, "ptrace": 117, "mount": 40, "add_key": 217, "request_key": 218, "keyctl": 219,
        "unshare": 97, "perf_event_open": 241, "setns": 268, "process_vm_readv": 270, "bpf": 280,
        "userfaultfd": 282, "io_uring_setup": 425,
    },
}  # fmt: skip
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE = {"x86_64": 56, "aarch64": 220}
THREAD = 0x00010000  # the flag of clone without which it makes a process
CLONE3, OTHER_ABI = 435, 0x40000000
LOAD, EQUAL, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38


def program(machine: str | None = None) -> bytes | None:
    """The filter as the kernel reads it, or None for a machine whose system calls are not in the table.

    >>> len(program("x86_64")) % 8, program("sparc") is None
    (0, True)
    """
    machine = machine or platform.machine()
    if machine not in DENIED:
        return None
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, AUDIT[machine]), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    for number in DENIED[machine].values():
        lines += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ERRNO | EPERM)]
    lines += [(EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, ERRNO | ENOSYS)]  # a C library then falls back on clone
    lines += [(AT_LEAST, 0, 1, OTHER_ABI), (RETURN, 0, 0, ERRNO | EPERM)]
    lines += [(EQUAL, 0, 3, CLONE[machine]), (LOAD, 0, 0, FIRST_ARGUMENT), (HAS_BITS, 1, 0, THREAD)]
    lines += [(RETURN, 0, 0, ERRNO | EPERM), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *parts) for parts in lines)
