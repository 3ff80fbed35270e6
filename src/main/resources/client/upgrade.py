#!/usr/bin/env python3
"""Command-line client of Juniper Upgrade: upgrades of a database, from the machine that hosts it.

    python3 <(curl -s SERVER/upgrade) test -d DATABASE -t VERSION

A test dumps the database (never its filestore), uploads the dump, asks for the upgrade, follows it, downloads the
result, restores it beside the original and gives it the original's files. Production does the same and then puts the
result in the original's place. Each stage writes what it reached into a state file, so the same command goes on where
an interrupted one was. Python 3.8 or newer, standard library only.

The platform serves this file as one script: the modules beside it take the place of the lines that import them.
"""

import argparse
import os
import re
import signal
import sys
import time
from pathlib import Path

from terminal import FAILED, INTERRUPTED, OK, ClientError, Progress, Unreachable, UsageError, printable, say
from server import Server
from jobs import enter
from postgres import need, require_free, sign
from sending import check_target, dump, submit, upload
from following import ENDED, ENDED_BADLY, POLL_SECONDS, follow, now_line, require_delivered, step_line
from receiving import PARALLEL, download, fetch_report, keep, restore_database
from filestore import merge_files, production_files, unmark
from swapping import clean, complete, settle, swap, undo
from beginning import RESTORE_NAME, chosen, enter_swap, job_of, unfinished

DEFAULT_SERVER = "http://localhost:8080"

DATABASE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")  # nothing that PostgreSQL's programs take for a URL
VERSION = re.compile(r"\d{1,3}\.\d{1,3}")
SERVER_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
SETTING = re.compile(r"(?:export\s+)?((?:PG|JUNIPER_)[A-Z_]+)=(.*)")


def test(args):
    """Asks for an upgraded test copy and brings it here; the same command goes on with an interrupted one."""
    warn_root()
    job = job_of(args)
    job.lock()
    sign(job)
    return carry_out(args, job)


def production(args):
    """Upgrades production: the upgraded database takes its place, the one before is kept.

    Until the last moment production stays open and as it is; the same command goes on with an interrupted upgrade,
    revert gives it up.
    """
    warn_root()
    job = job_of(args)
    job.lock()
    sign(job)
    if job["swap"] and enter_swap(job, args.confirm):
        complete(job)
        return OK
    if not job["dump"]:
        say("Note: what is changed in production from now on will not be in the upgraded database, and is lost when")
        say("it takes production's place. Better nobody uses production until the upgrade has ended.")
    return carry_out(args, job)


def carry_out(args, job):
    """Brings a job to its end, from wherever it is."""
    server = Server(args.server, args.insecure)
    enter(job, server)
    check_target(job, server)
    dump(job)
    upload(job, server)
    submit(job, server, args.confirm)
    status = follow(job, server, args.modules_ported, not args.quiet)
    require_delivered(job, status)
    deliver(job, server, status, args.filestore)
    say("The case: %s" % printable(job["server"] + job["url"]))
    return OK


def deliver(job, server, status, filestore):
    """Brings the result of a request here, as far as the job says; all that needs the network comes first."""
    archive = download(job, server, status)
    parallel = download(job, server, status, PARALLEL) if (job["jobs"] or 1) > 1 and not job["noRestore"] else None
    say("The report of what changed is in %s" % fetch_report(job, server))
    if job["noRestore"]:
        say("The upgraded database is in %s: dump.sql, and filestore with its new files." % keep(job, archive))
        say("To restore it, merged with the production files: restore %s -r NAME --filestore DIR" % job["requestId"])
        job.finish("DELIVERED")
        return
    restore_database(job, archive, parallel)
    if job["swap"]:
        merge_files(job, archive, Path(job["production"]))
        swap(job)
        complete(job)
        return
    merged = merge_beside(job, archive, filestore)
    kind = "upgraded database" if job["purpose"] == "PRODUCTION" else "upgraded, neutralized test database"
    say("The %s is %s" % (kind, job["restoreName"]))
    if merged:
        clean(job)
    job.finish("DELIVERED")


def merge_beside(job, archive, filestore):
    """Merges the files of a database that is restored beside the original; guides where the latter's are unknown."""
    production = production_files(job["database"], filestore)
    if production:
        unmark(merge_files(job, archive, production))
    else:
        say("No production filestore is known, so nothing is merged; the new files are in %s" % archive)
        say("To merge them: restore %s --filestore DIR" % job["requestId"])
    return production


def revert(args):
    """Gives up a production upgrade that did not end: production stays as it is, what was prepared is removed."""
    job = unfinished(args)
    job.lock()
    sign(job)
    if settle(job):
        complete(job)
        raise ClientError("The upgrade had ended already: to go back, see docs/onpremise.md, it loses what came after.")
    undo(job)
    say("%s is as it was; nothing is left of its upgrade." % job["database"])
    return OK


def status(args):
    """Says where a request stands, or with --token what another machine needs to know to restore its result."""
    server, job = Server(args.server, args.insecure), chosen(args)
    enter(job, server)
    if args.token:
        print("# %s restore %s --env-file THIS_FILE" % (printable(job["number"]), job["requestId"]))
        print("JUNIPER_SERVER=%s\nJUNIPER_TOKEN=%s" % (job["server"], job["token"] or server.token))
        return OK
    found = server.json("GET", job.request)
    versions = "%s to %s" % (found.get("sourceVersion") or "?", found.get("targetVersion"))
    say(printable("%s (%s), %s: %s" % (job["number"], job["requestId"], versions, found["state"])))
    for step in found.get("steps") or []:
        say("  %-8s %s" % (printable(step.get("state", "")).lower(), step_line(step)))
    for text in [reason.get("message") for reason in found.get("reasons") or []] + [found.get("next")]:
        if text:
            say("  " + printable(text))
    if found["state"] not in ENDED:
        say(now_line(found))
    return FAILED if found["state"] in ENDED_BADLY else OK


def log(args):
    """Prints a request's log, with -f until the request ends."""
    server, job, offset = Server(args.server, args.insecure), chosen(args), args.from_byte
    enter(job, server)
    while True:
        state = server.json("GET", job.request)["state"]
        text = server.text_from(job.request + "/log", offset)
        whole = text[: text.rfind(b"\n") + 1]
        offset += len(whole)
        print(printable(whole.decode("utf-8", "replace")), end="", flush=True)
        if state in ENDED or not args.follow:
            return FAILED if state in ENDED_BADLY else OK
        time.sleep(POLL_SECONDS)


def restore(args):
    """Downloads and restores the result of a request that has ended, once more or for the first time."""
    warn_root()
    need(*([] if args.no_restore else ["psql", "createdb", "dropdb"]))
    server, job = Server(args.server, args.insecure), chosen(args)
    job.lock()
    sign(job)
    if job["swap"] and not job["outcome"]:
        raise ClientError("This is an unfinished production upgrade: run its command again, or revert.")
    enter(job, server)
    found = server.json("GET", job.request)
    if found["state"] != "DELIVERED":
        raise ClientError("%s is not ready: %s." % (job["number"], printable(found["state"]).lower()))
    if args.restore_name and args.restore_name != job["restoreName"] and not args.no_restore:
        require_free(args.restore_name, job.maintenance)
    name, jobs = args.restore_name or job["restoreName"], args.jobs or job["jobs"]
    job.set(restoreName=name, noRestore=args.no_restore, jobs=jobs, swap=False, purpose=found["purpose"])
    deliver(job, server, found, args.filestore)
    return OK


def warn_root():
    """Files of root are of no use to the ERP."""
    if os.geteuid() == 0:
        say("Note: better run this as the user that the ERP runs as than as root.")


def checked(pattern, what):
    """An argument that must look as it should."""

    def check(text):
        if not pattern.fullmatch(text):
            raise argparse.ArgumentTypeError("%r is not %s" % (printable(text), what))
        return text

    return check


def parser():
    """What can be typed."""
    root = argparse.ArgumentParser(
        prog="upgrade",
        description="Juniper Upgrade: upgrades a database of this machine, first a copy to test, then production.",
        epilog="Run it as the user that the ERP runs as. PostgreSQL is found as its own programs find it (PGHOST,"
        " PGPORT, PGUSER, ~/.pgpass). JUNIPER_TOKEN, an API token, binds a request to a person. Exit code 0 means"
        " success; 1 refused or failed, 2 wrong command, 3 waits for you, 75 server away, 130 interrupted: the same"
        " command goes on where it was. COMMAND --help tells more.",
    )
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name, action, text):
        made = commands.add_parser(name, help=text, description=action.__doc__, epilog=root.epilog)
        made.set_defaults(action=action)
        address = checked(SERVER_ADDRESS, "a server's address like https://host")
        default = os.environ.get("JUNIPER_SERVER") or DEFAULT_SERVER
        made.add_argument("--server", default=default, type=address, help="the platform, default %(default)s")
        made.add_argument("--insecure", action="store_true", help="do not check the server's certificate")
        made.add_argument("-e", "--env-file", metavar="FILE", help="file of settings: lines PG…=… and JUNIPER_…=…")
        return made

    order_options(add("test", test, "ask for an upgraded test copy, and restore it here"))
    order_options(add("production", production, "upgrade production: the result takes its place, the old one is kept"))
    again = add("restore", restore, "download and restore a result (again)")
    restore_options(again)
    lines = add("log", log, "print a request's log")
    lines.add_argument("-f", "--follow", action="store_true", help="go on until the request ends")
    lines.add_argument("--from-byte", type=int, default=0, metavar="N", help="leave out the beginning")
    state = add("status", status, "say where a request stands")
    state.add_argument("--token", action="store_true", help="print what another machine needs to restore it")
    for made in (again, state, lines, add("revert", revert, "give up a production upgrade that did not end")):
        made.add_argument("request", nargs="?", help="number or id, default: the newest of this machine")
    return root


def order_options(made):
    """The options of test and production."""
    database = checked(DATABASE_NAME, "a database name (up to 63 letters, digits, _ . -)")
    source = made.add_mutually_exclusive_group(required=True)
    source.add_argument("-d", "--dbname", type=database, help="database of this machine")
    source.add_argument("-i", "--dump", metavar="FILE", help="a dump instead: custom, directory, .sql, .sql.gz, .zip")
    version = checked(VERSION, "a version like 17.0")
    made.add_argument("-t", "--target", required=True, type=version, help="version to reach, like 17.0")
    made.add_argument("-c", "--contract", help="contract's code, default: what the database says")
    made.add_argument("--email", help="who gets link and report, default: JUNIPER_EMAIL, git's user.email")
    made.add_argument("--modules-ported", action="store_true", help="declare that the custom modules are ported")
    made.add_argument("--confirm", metavar="NAME", help="production without a test: the database's name")
    made.add_argument("--new", action="store_true", help="do not go on with an interrupted one")
    made.add_argument("-q", "--quiet", action="store_true", help="steps only, no log")
    restore_options(made)


def restore_options(made):
    """The options of what is done with the result."""
    name = checked(RESTORE_NAME, "a name for a database (a-z, 0-9, _ and -, up to 63, a letter first)")
    made.add_argument("-r", "--restore-name", type=name, help="name of the new database; production is not replaced")
    made.add_argument("-x", "--no-restore", action="store_true", help="download only")
    made.add_argument("-j", "--jobs", type=connections, metavar="N", help="connections of dump and restore, default 1")
    made.add_argument("--filestore", metavar="DIR", type=existing_folder, help="the production database's filestore")


def connections(text):
    """An argument that is a small number."""
    if not re.fullmatch("[1-9][0-9]?", text):
        raise argparse.ArgumentTypeError("%r is not a number from 1 to 99" % printable(text))
    return int(text)


def arguments():
    """What was typed, with the settings of the file that it names; -e with an address means --email as it once did."""
    args = parser().parse_args()
    if args.env_file and "@" in args.env_file and not os.path.exists(args.env_file):
        args.email, args.env_file = args.env_file, None
    elif args.env_file:
        read_settings(args.env_file)
        args = parser().parse_args()  # whose defaults they are
    args.purpose = args.command.upper()
    args.server = args.server.rstrip("/")
    if getattr(args, "dump", None) and not args.restore_name:
        args.no_restore = True  # a dump does not say where its database lives
    return args


def read_settings(path):
    """Sets what a file of settings says; it goes before the environment."""
    try:
        lines = Path(path).read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("Cannot read the settings of %s: %s." % (path, getattr(error, "strerror", error))) from None
    for position, line in enumerate(lines, 1):
        found = SETTING.fullmatch(line.strip())
        if found:
            os.environ[found.group(1)] = found.group(2).strip().strip("\"'")
        elif line.strip() and not line.lstrip().startswith("#"):
            raise UsageError("Line %d of %s is no setting like PGHOST=… or JUNIPER_TOKEN=…" % (position, path))


def existing_folder(path):
    """An argument that names a folder."""
    if not os.path.isdir(path):
        raise argparse.ArgumentTypeError("%s is not a folder" % printable(path))
    return path


def interrupted(*_):
    """Ends on a signal as on Ctrl-C."""
    raise KeyboardInterrupt


def failed(message, code):
    """Says why it ends."""
    Progress.wipe()
    if message:
        print(message, file=sys.stderr)
    return code


def main():
    """Runs a command; gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, interrupted)
    os.umask(0o077)  # dumps and tokens are this user's alone
    try:
        args = arguments()
        return args.action(args)
    except KeyboardInterrupt:
        return failed("Interrupted. The same command goes on where it was.", INTERRUPTED)
    except Unreachable as error:
        return failed("%s. The same command goes on where it was." % error, error.code)
    except ClientError as error:
        return failed(str(error), error.code)
    except OSError as error:
        return failed("%s: %s" % (error.filename or "Error", error.strerror or error), FAILED)


if __name__ == "__main__":
    sys.exit(main())
