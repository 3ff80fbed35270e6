#!/usr/bin/env python3
"""Command-line client of Juniper Upgrade: upgraded copies of a database, from the machine that hosts it.

    python3 <(curl -s SERVER/upgrade) test -d DATABASE -t VERSION

A test dumps the database (never its filestore), uploads the dump, asks for the upgrade, follows it, downloads the
result, restores it beside the original and gives it the original's files. Each stage writes what it reached into a
state file, so the same command goes on where an interrupted one was. Python 3.8 or newer, standard library only.

The platform serves this file as one script: the modules beside it take the place of the lines that import them.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from terminal import FAILED, INTERRUPTED, OK, ClientError, Progress, Unreachable, UsageError, printable, say
from server import Server
from jobs import Job, enter
from postgres import ask, need, require_free
from sending import check_target, dump, submit, upload
from following import ENDED, ENDED_BADLY, POLL_SECONDS, follow, now_line, require_delivered, step_line
from receiving import receive

DEFAULT_SERVER = "http://localhost:8080"

DATABASE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")  # nothing that PostgreSQL's programs take for a URL
RESTORE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
VERSION = re.compile(r"\d{1,3}\.\d{1,3}")
EMAIL = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
SERVER_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")


def test(args):
    """Asks for an upgraded test copy and brings it here; the same command goes on with an interrupted one."""
    warn_root()
    server, job = Server(args.server, args.insecure), job_of(args)
    job.lock()
    enter(job, server)
    check_target(job, server)
    dump(job)
    upload(job, server)
    submit(job, server)
    status = follow(job, server, args.modules_ported, not args.quiet)
    require_delivered(job, status)
    receive(job, server, status, args.filestore)
    say("The case: %s" % printable(job["server"] + job["url"]))
    return OK


def production(args):
    """Not in this version."""
    raise ClientError("The production upgrade from the command line comes with a later version; 'test' is there now.")


def status(args):
    """Says where a request stands."""
    server, job = Server(args.server, args.insecure), chosen(args)
    enter(job, server)
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
    enter(job, server)
    found = server.json("GET", job.request)
    if found["state"] != "DELIVERED":
        raise ClientError("%s is not ready: %s." % (job["number"], printable(found["state"]).lower()))
    if args.restore_name and args.restore_name != job["restoreName"] and not args.no_restore:
        require_free(args.restore_name, job["database"] or "postgres")
    job.set(restoreName=args.restore_name or job["restoreName"], noRestore=args.no_restore)
    receive(job, server, found, args.filestore)
    return OK


def job_of(args):
    """The interrupted job of this command, or a new one; what this machine can refuse is refused before any work."""
    need(*(["psql", "pg_dump"] if args.dbname else []), *([] if args.no_restore else ["psql", "createdb", "dropdb"]))
    file = str(dump_file(args.dump)) if args.dump else None
    key = [args.dbname or file, args.target, os.environ.get("PGHOST", ""), os.environ.get("PGPORT", "")]
    found = next((job for job in Job.all(args.server) if job["key"] == key and not job["outcome"]), None)
    if found and args.new:
        found.finish("ABANDONED")
    elif found:
        say("Going on with the test of %s (--new begins another)" % found["begun"])
        if args.restore_name and args.restore_name != found["restoreName"] and not args.no_restore:
            require_free(args.restore_name, args.dbname or "postgres")
        given = {"contract": args.contract, "email": args.email, "restoreName": args.restore_name}
        found.set(noRestore=args.no_restore, **{fact: value for fact, value in given.items() if value})
        return found
    name = database_name(args.dbname or Path(file).name.split(".")[0])
    stamp = "_test_%s_%s" % (args.target.replace(".", "_"), time.strftime("%Y%m%d_%H%M%S"))
    restore_name = args.restore_name or name[: 63 - len(stamp)] + stamp
    facts = {"contract": contract_of(args), "email": email_of(args), "name": name, "restoreName": restore_name}
    if not args.no_restore:
        require_free(restore_name, args.dbname or "postgres")
    facts.update(key=key, database=args.dbname, file=file, noRestore=args.no_restore)
    return Job.begin(server=args.server, targetVersion=args.target, **facts)


def database_name(text):
    """What the platform calls the database: like here, as far as its rules for names allow."""
    name = re.sub(r"[^a-z0-9_-]", "_", text.lower())
    return (name if RESTORE_NAME.match(name) else "db_" + name)[:63]


def dump_file(path):
    """The dump named on the command line: a file, or a folder in PostgreSQL's directory format."""
    file = Path(path).resolve()
    file = file.parent if file.name == "toc.dat" else file
    if file.is_dir() and not (file / "toc.dat").is_file():
        raise UsageError("%s is no dump in PostgreSQL's directory format: it has no toc.dat." % file)
    if not file.exists():
        raise UsageError("There is no file %s." % file)
    return file


def contract_of(args):
    """The contract's code: as given, else as the database says."""
    own = ""
    if args.dbname:
        if not ask(args.dbname, "select to_regclass('ir_config_parameter')"):
            raise ClientError("%s is not a database of Juniper." % args.dbname)
        own = ask(args.dbname, "select value from ir_config_parameter where key = 'database.enterprise_code'")
    if args.contract and own and args.contract != own:
        say("Note: the database says contract %s; %s is used as you say." % (printable(own), printable(args.contract)))
    if not (args.contract or own):
        raise UsageError("Which contract? The database names none (and a dump is not asked): give its code with -c.")
    return args.contract or own


def email_of(args):
    """Who gets the link and the report: as given, else as git knows the user, else asked for."""
    address = args.email or os.environ.get("JUNIPER_EMAIL", "")
    if not address and shutil.which("git"):
        words = ["git", "config", "--get", "user.email"]
        address = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()
        if address:
            say("The report goes to %s, as git says; -e names another" % printable(address))
    if not address and sys.stdin.isatty():
        address = input("E-mail address for the link and the report: ").strip()
    if not EMAIL.fullmatch(address):
        raise UsageError("Who gets the report? Give one e-mail address with -e.")
    return address


def chosen(args):
    """The request that a command is about: the one named, else the newest of this machine."""
    jobs = [job for job in Job.all(args.server) if job["requestId"]]
    for job in jobs:
        if not args.request or args.request in (job["requestId"], job["number"]):
            return job
    if args.request and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", args.request):
        name = "upgraded_" + time.strftime("%Y%m%d_%H%M%S")
        facts = {"requestId": args.request, "number": args.request, "restoreName": name, "personal": True}
        return Job.begin(server=args.server, **facts)
    raise ClientError("No such request of %s is known here. Name it by its id, with JUNIPER_TOKEN set." % args.server)


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
        description="Juniper Upgrade: an upgraded copy of a database on this machine, to test before production.",
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
        return made

    order_options(add("test", test, "ask for an upgraded test copy, and restore it here"))
    order_options(add("production", production, "upgrade production (comes with a later version)"))
    again = add("restore", restore, "download and restore a result (again)")
    restore_options(again)
    lines = add("log", log, "print a request's log")
    lines.add_argument("-f", "--follow", action="store_true", help="go on until the request ends")
    lines.add_argument("--from-byte", type=int, default=0, metavar="N", help="leave out the beginning")
    for made in (again, add("status", status, "say where a request stands"), lines):
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
    made.add_argument("-e", "--email", help="who gets link and report, default: JUNIPER_EMAIL, git's user.email")
    made.add_argument("--modules-ported", action="store_true", help="declare that the custom modules are ported")
    made.add_argument("--new", action="store_true", help="do not go on with an interrupted one")
    made.add_argument("-q", "--quiet", action="store_true", help="steps only, no log")
    restore_options(made)


def restore_options(made):
    """The options of what is done with the result."""
    name = checked(RESTORE_NAME, "a name for a database (a-z, 0-9, _ and -, up to 63, a letter first)")
    made.add_argument("-r", "--restore-name", type=name, help="name of the new database")
    made.add_argument("-x", "--no-restore", action="store_true", help="download only")
    made.add_argument("--filestore", metavar="DIR", type=existing_folder, help="the production database's filestore")


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
    args = parser().parse_args()
    args.server = args.server.rstrip("/")
    if getattr(args, "dump", None) and not args.restore_name:
        args.no_restore = True  # a dump does not say where its database lives
    try:
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
