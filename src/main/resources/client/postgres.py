"""PostgreSQL's own programs, always called with lists of arguments and with names that were checked."""

import contextlib
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

from terminal import ClientError, printable

RESTRICT_SINCE = {13: 22, 14: 19, 15: 14, 16: 10, 17: 6}  # the minor releases of psql that know \restrict


def need(*programs):
    """Refuses early where a program is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise ClientError("Not found: %s. Please install PostgreSQL's client programs." % ", ".join(missing))


def command(program, *arguments):
    """A command line; where the server is and who connects is said by PGHOST, PGPORT, PGUSER, ~/.pgpass as usual."""
    return [program, *([] if sys.stdin.isatty() else ["--no-password"]), *arguments]


def psql(database, *arguments):
    """A command line of psql that stops at the first error and reads nobody's settings."""
    return command("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments)


def run(words, failure):
    """Runs a program to its end and gives its output."""
    result = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if result.returncode:
        raise ClientError("%s: %s" % (failure, last_lines(result.stderr)))
    return result.stdout.decode("utf-8", "replace").strip()


def last_lines(output):
    """The end of what a program complained about."""
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return printable("\n  ".join(lines[-5:])) or "no reason given"


def ask(database, sql):
    """The answer of one SQL statement."""
    return run(psql(database, "-c", sql), "Cannot ask database %s" % database)


def literal(text):
    """A string as SQL writes it."""
    return "'%s'" % str(text).replace("'", "''")


def identifier(name):
    """A name as SQL writes it."""
    return '"%s"' % name.replace('"', '""')


def facts_of(name, maintenance):
    """A database as the server knows it: its row of pg_database and some names in it; None where it has none.

    Further: ours, whether this role may act as its owner; foreign, whether that is another role.
    """
    found = ask(
        maintenance,
        "select to_jsonb(d) || jsonb_build_object('oid', d.oid::text, 'owner', pg_get_userbyid(datdba),"
        " 'tablespace', nullif(spcname, 'pg_default'), 'comment', shobj_description(d.oid, 'pg_database'),"
        " 'encoding', pg_encoding_to_char(encoding),"
        " 'foreign', pg_get_userbyid(datdba) <> current_user, 'ours', pg_has_role(datdba, 'MEMBER'))"
        " from pg_database d join pg_tablespace t on t.oid = dattablespace where datname = " + literal(name),
    )
    return json.loads(found) if found else None


def exists(name, maintenance):
    """Whether the server has a database of that name."""
    return ask(maintenance, "select 1 from pg_database where datname = " + literal(name)) == "1"


def require_free(name, maintenance):
    """Refuses early what would only fail when all else is done: a name that is taken, a role that may not create."""
    if exists(name, maintenance):
        raise ClientError("A database %s exists already; choose another name with -r." % name)
    sql = "select current_user from pg_roles where rolname = current_user and not (rolcreatedb or rolsuper)"
    role = ask(maintenance, sql)
    if role:
        raise ClientError(
            "Role %s may not create databases. Allow it (ALTER ROLE … CREATEDB), or only download with -x." % role
        )


def maintenance_of(database):
    """A database to be connected to while another one is renamed."""
    for name in ("postgres", "template1"):
        with contextlib.suppress(ClientError):
            ask(name, "select 1")
            return name
    raise ClientError(
        "%s can be renamed only from another database, and neither postgres nor template1 lets this role connect."
        % database
    )


def drop(name, maintenance):
    """Drops a database of ours, whoever is connected to it."""
    forced = ["--force"] if int(ask(maintenance, "show server_version_num")) >= 130000 else []
    run(command("dropdb", *forced, "--maintenance-db", maintenance, name), "Cannot drop database %s" % name)


def sign(job):
    """Puts the job's name on every connection from now on."""
    os.environ["PGAPPNAME"] = "juniper-upgrade " + job["id"]


def end_orphans(maintenance):
    """Ends the connections that programs of a killed run of this job still have: they would go on with its work."""
    sql = (
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where backend_type = 'client backend'"
        " and pid <> pg_backend_pid() and application_name = " + literal(os.environ["PGAPPNAME"])
    )
    while ask(maintenance, sql) != "0":
        time.sleep(0.2)


@contextlib.contextmanager
def child(words, failure, **streams):
    """A program that runs beside us and ends with us; what it complains of is the error when it fails."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(words, stderr=complaints, **streams)
        try:
            with contextlib.suppress(BrokenPipeError):  # it has ended; its exit code tells
                yield process
            with contextlib.suppress(BrokenPipeError):
                process.communicate()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            complaints.seek(0)
            raise ClientError("%s: %s" % (failure, last_lines(complaints.read())))


def session(database, failure):
    """A psql that is told one thing after another by perform(); one that is left early commits nothing."""
    return child(psql(database), failure, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def perform(process, sql, meanwhile=lambda: None):
    """Returns when the session has done this; when it fails, the session's end tells why."""
    process.stdin.write((sql + "\n\\echo done\n").encode())
    process.stdin.flush()
    while not select.select([process.stdout], [], [], 0.2)[0]:
        meanwhile()
    if process.stdout.readline() != b"done\n":
        raise BrokenPipeError


def as_role(owner):
    """The environment in which PostgreSQL's programs act as another role, to which what they make then belongs."""
    escaped = owner.replace("\\", "\\\\").replace(" ", "\\ ")
    return dict(os.environ, PGOPTIONS=(os.environ.get("PGOPTIONS", "") + " -c role=" + escaped).strip())


def knows_restrict():
    r"""Whether this psql has \restrict, which keeps it from commands that a dump would smuggle in."""
    match = re.search(r"(\d+)\.(\d+)", run(["psql", "--version"], "Cannot run psql"))
    if not match:
        return True
    major, minor = int(match.group(1)), int(match.group(2))
    return major > 17 or minor >= RESTRICT_SINCE.get(major, sys.maxsize)
