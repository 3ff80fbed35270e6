"""PostgreSQL's own programs, always called with lists of arguments and with names that were checked."""

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile

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


def exists(name, maintenance):
    """Whether the server has a database of that name."""
    return ask(maintenance, "select 1 from pg_database where datname = '%s'" % name) == "1"


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


def drop(name, maintenance):
    """Drops a database."""
    run(command("dropdb", "--maintenance-db", maintenance, name), "Cannot drop database %s" % name)


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


def knows_restrict():
    r"""Whether this psql has \restrict, which keeps it from commands that a dump would smuggle in."""
    match = re.search(r"(\d+)\.(\d+)", run(["psql", "--version"], "Cannot run psql"))
    if not match:
        return True
    major, minor = int(match.group(1)), int(match.group(2))
    return major > 17 or minor >= RESTRICT_SINCE.get(major, sys.maxsize)
