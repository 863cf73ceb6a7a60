"""The process that faults are injected into: a server that forks one child for each order.

Everything is imported once; a child then waits until strace holds it, so that only what the
scenario does is counted and slowed down. A child ends with 0 when everything was done, 3 when
the register refused to open or close with a sentence, 70 at anything else (a bug: an error that
no person could understand).
"""

import ctypes
import json
import os
import sys
import time
import traceback
from pathlib import Path

from lärcentrum.errors import UserError
from tests.faults import defects, scenarios
from tests.faults.acks import Acks
from tests.helpers import registers

REFUSED, BUG, ALONE = 3, 70, 71
SECONDS = 30
_PR_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)


def play(order: dict[str, str]) -> int:
    """Play one scenario in this process and give its exit code."""
    acks = Acks(Path(order["acks"]), Path(order["also"]) if order.get("also") else None)
    defects.plant(order.get("defect", ""))
    folder = Path(order["folder"])
    around = registers.surroundings(Path(order["state"]), seed=3)
    try:
        if order["scenario"] == "create":
            scenarios.create(folder, around, acks)
        else:
            scenarios.play(order["scenario"], folder, bytes.fromhex(order["key"]), around, acks)
    except UserError as refusal:
        acks.say(kind="refused", **scenarios.sentence(refusal), equal=True)
        return REFUSED
    except BaseException as bug:  # noqa: BLE001 - told to the parent
        acks.say(kind="bug", what=f"{type(bug).__name__}: {bug}", where=traceback.format_exc())
        return BUG
    acks.say(kind="end")
    return 0


def wait_for_strace() -> bool:
    """Wait until another process holds this one."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up:
        if "TracerPid:\t0\n" not in Path("/proc/self/status").read_text("ascii"):
            return True
        time.sleep(0.001)
    return False


def serve() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(play(order) if not order["held"] or wait_for_strace() else ALONE)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    scenarios.warm_up()
    serve()
