"""A request while it runs: its steps, its log, and the question about custom modules."""

import time

from server import listed
from terminal import ClientError, Progress, Waiting, duration, printable, say

ENDED_BADLY = ("REFUSED", "FAILED", "CANCELLED")
ENDED = ENDED_BADLY + ("DELIVERED",)
POLL_SECONDS = 1.5
FIRST_POLL_SECONDS = 0.2


def follow(job, server, modules_ported, with_log):
    """Shows steps and log until the request ends; gives its last state. Asks often at first: many upgrades are short."""
    shown, pause = set(job["steps"] or []), FIRST_POLL_SECONDS
    while True:
        status = server.json("GET", job.request)
        show_log(job, server, with_log)
        for step in status.get("steps") or []:
            key = "%s %s" % (step.get("hop"), step.get("name"))
            if step.get("state") == "DONE" and key not in shown:
                say("  done: " + step_line(step))
                shown.add(key)
        job.set(steps=sorted(shown))
        if status["state"] in ENDED:
            return status
        if status["state"] == "WAITING_FOR_MODULES":
            if not modules_ported:
                ask_for_modules(job, status)
            modules_ported = False
            server.json("POST", job.request + "/modules", {"ported": True})
            say("Declared: the custom modules are ported to %s" % job["targetVersion"])
        Progress.line(now_line(status))
        time.sleep(pause)
        pause = min(1.2 * pause, POLL_SECONDS)


def show_log(job, server, visible):
    """Prints the whole lines by which the log has grown."""
    offset = job["logOffset"] or 0
    text = server.text_from(job.request + "/log", offset)
    whole = text[: text.rfind(b"\n") + 1]
    if whole:
        job.set(logOffset=offset + len(whole))
        for line in whole.decode("utf-8", "replace").splitlines() if visible else []:
            say("  | " + printable(line))


def step_line(step):
    """A step: hop, title, rows, time."""
    rows = ", {:,} rows".format(step["rows"]) if step.get("rows") else ""
    took = ", %.1f s" % (step["millis"] / 1000) if step.get("millis") is not None else ""
    return printable("%s %s%s%s" % (step.get("hop") or "", step.get("title") or step.get("name"), rows, took)).strip()


def now_line(status):
    """Where a request stands: its share, what runs, how long it takes still."""
    running = [step for step in status.get("steps") or [] if step.get("state") == "RUNNING"]
    what = step_line(running[-1]) if running else printable(status["state"]).lower().replace("_", " ")
    left = ", %s left" % duration(status["etaSeconds"]) if status.get("etaSeconds") is not None else ""
    return "%3d %%  %s%s" % (100 * (status.get("progress") or 0), what, left)


def ask_for_modules(job, status):
    """Says which custom modules their maintainer has to port before the upgrade (R9), and stops."""
    names = printable(", ".join(status.get("customModules") or []))
    say("The upgrade waits for you: the database has custom modules%s." % (": " + names if names else ""))
    for line in [reason.get("message") for reason in status.get("reasons") or []] + [status.get("next")]:
        if line:
            say("  " + printable(line))
    say("When their code is ready for %s, run the same command with --modules-ported." % job["targetVersion"])
    raise Waiting()


def require_delivered(job, status):
    """Ends with every reason unless the upgraded database is ready."""
    if status["state"] == "DELIVERED":
        return
    job.finish(status["state"])
    told = "%s: %s%s" % (job["number"], status["state"].lower(), listed(status.get("reasons") or []))
    raise ClientError(printable("%s\n%s" % (told, status.get("next") or "")).strip())
