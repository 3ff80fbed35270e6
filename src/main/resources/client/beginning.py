"""Which job a command is about: an interrupted one, a new one, or one that this machine has only heard of."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from filestore import require_filestore
from jobs import Job
from postgres import ask, maintenance_of, need, require_free, sign
from swapping import complete, require_swappable, settle, undo
from terminal import ClientError, UsageError, printable, say

RESTORE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
EMAIL = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
DAY = 24 * 3600  # seconds


def job_of(args):
    """The interrupted job of this command, or a new one; what this machine can refuse is refused before any work."""
    need(*programs(args))
    file = str(dump_file(args.dump)) if args.dump else None
    key = [args.dbname or file, args.target, os.environ.get("PGHOST", ""), os.environ.get("PGPORT", "")]
    key += [args.purpose] if args.purpose != "TEST" else []
    found = next((job for job in Job.all(args.server) if job["key"] == key and not job["outcome"]), None)
    if found and args.new:
        abandon(found)
    elif found:
        return go_on(found, args)
    return begin(args, key, file)


def programs(args):
    """The programs of PostgreSQL that a command needs."""
    parallel = ["pg_restore"] if (args.jobs or 1) > 1 else []
    dumping = ["psql", "pg_dump"] if args.dbname else []
    return dumping + ([] if args.no_restore else ["psql", "createdb", "dropdb", *parallel])


def go_on(job, args):
    """An interrupted job, with what the command corrects in it."""
    say("Going on with the %s of %s (--new begins another)" % (job_kind(job), job["begun"]))
    given = {"contract": args.contract, "email": args.email, "jobs": args.jobs}
    if job["purpose"] != "PRODUCTION":
        if args.restore_name and args.restore_name != job["restoreName"] and not args.no_restore:
            require_free(args.restore_name, job.maintenance)
        given.update(restoreName=args.restore_name)
        job.set(noRestore=args.no_restore)
    elif bool(job["swap"]) != swaps(args) or args.restore_name not in (None, job["restoreName"]):
        raise UsageError("It was begun with other options -x and -r; --new begins another.")
    job.set(**{fact: value for fact, value in given.items() if value})
    return job


def job_kind(job):
    """What a job is called."""
    return "production upgrade" if job["purpose"] == "PRODUCTION" else "test"


def swaps(args):
    """Whether the upgraded database takes the place of production at the end."""
    return bool(args.purpose == "PRODUCTION" and args.dbname and not args.no_restore and not args.restore_name)


def begin(args, key, file):
    """A new job."""
    name = database_name(args.dbname or Path(file).name.split(".")[0])
    swap, stamp = swaps(args), time.strftime("%Y%m%d_%H%M%S")
    ending = "_%s_%s_%s" % (args.purpose.lower(), args.target.replace(".", "_"), stamp)
    facts = {"contract": contract_of(args), "email": email_of(args), "name": name, "purpose": args.purpose}
    facts.update(restoreName=args.restore_name or name[: 63 - len(ending)] + ending, jobs=args.jobs, swap=swap)
    facts.update(key=key, database=args.dbname, file=file, noRestore=args.no_restore)
    facts.update(maintenance=maintenance_of(args.dbname) if swap else args.dbname or "postgres")
    if not args.no_restore:
        require_free(facts["restoreName"], facts["maintenance"])
    if swap:
        require_alone(args)
        facts.update(backup="%s_backup_%s" % (args.dbname[: 63 - len("_backup_" + stamp)], stamp))
        require_free(facts["backup"], facts["maintenance"])
        require_swappable(args.dbname, facts["maintenance"])
        facts.update(production=str(require_filestore(args.dbname, args.filestore)))
    return Job.begin(server=args.server, targetVersion=args.target, **facts)


def require_alone(args):
    """Refuses a second production upgrade of a database beside an unfinished one."""
    for job in Job.all(args.server):
        if job["swap"] and job["database"] == args.dbname and not job["outcome"]:
            told = "%s to %s of %s" % (args.dbname, job["targetVersion"], job["begun"])
            raise ClientError("The upgrade of %s is unfinished: finish it, or give it up with revert." % told)


def enter_swap(job, confirmed=None):
    """Ends what programs of a killed run still do, and brings a half swap to one of its two ends.

    Gives whether the upgraded database is in place. One that is not and whose dump is older than a day goes on only
    when that is confirmed: what was done in production since would be lost.
    """
    swapped = settle(job)
    old = job["dump"] and time.time() - job["dump"]["time"] / 1e9 > DAY
    if old and not swapped and confirmed != job["database"]:
        raise ClientError(
            "%s was dumped more than a day ago, and what was done in it since would be lost. --new begins another"
            " upgrade; to go on with this one all the same: --confirm %s." % (job["database"], job["database"])
        )
    return swapped


def abandon(job):
    """Gives an interrupted job up."""
    job.lock()
    sign(job)
    if not job["swap"]:
        job.finish("ABANDONED")
    elif settle(job):
        complete(job)
        raise ClientError("That was the end of the upgrade of %s; --new would upgrade it again." % job["begun"])
    else:
        undo(job)


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
            say("The report goes to %s, as git says; --email names another" % printable(address))
    if not address and sys.stdin.isatty():
        address = input("E-mail address for the link and the report: ").strip()
    if not EMAIL.fullmatch(address):
        raise UsageError("Who gets the report? Give one e-mail address with --email.")
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


def unfinished(args):
    """The production upgrade of this machine that has no end yet."""
    for job in Job.all(args.server):
        if job["swap"] and not job["outcome"] and args.request in (None, job["requestId"], job["number"]):
            return job
    raise ClientError("No production upgrade of this machine is unfinished.")
