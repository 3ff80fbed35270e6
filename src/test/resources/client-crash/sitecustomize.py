"""Kills the client at the step that a test names in CRASH_AT, as "call NAME TIMES" or "return NAME TIMES".

Python runs this file before the client where PYTHONPATH names its folder; the client knows nothing of it.
"""

import os
import signal
import sys

if os.environ.get("CRASH_AT"):
    wanted, name, times = os.environ["CRASH_AT"].split()
    left = int(times)

    def count(frame, event, _):
        global left
        if event == wanted and frame.f_code.co_name == name:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
