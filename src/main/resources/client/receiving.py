"""From a delivered request to a database of this machine: download, restore; each goes on where it was."""

import contextlib
import io
import os
import re
import secrets
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from postgres import as_role, ask, child, command, drop, exists, facts_of, identifier, literal, psql, run
from postgres import knows_restrict
from sending import BLOCK, sha256
from server import Patience
from terminal import ClientError, Progress, Unreachable, say, size

ARCHIVE, PARALLEL = "upgraded.zip", "upgraded.dump.tar"  # as the platform calls them
GRANTS = """
select format('grant %s on schema %I to %s', privilege_type, nspname, g.grantee) as line
from pg_namespace n, aclexplode(nspacl) a, {grantee} where a.grantee <> nspowner and {theirs}
union all
select format('grant %s on %s%I.%I to %s', privilege_type, case relkind when 'S' then 'sequence ' else '' end,
  nspname, relname, g.grantee)
from pg_class c join pg_namespace n on n.oid = relnamespace, aclexplode(relacl) a, {grantee}
where a.grantee <> relowner and {theirs}
union all
select format('grant %s (%I) on %I.%I to %s', privilege_type, attname, nspname, relname, g.grantee)
from pg_attribute t join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace, aclexplode(attacl) a,
  {grantee}
where a.grantee <> relowner and not attisdropped and {theirs}
union all
select format('alter default privileges for role %I%s grant %s on %s to %s', pg_get_userbyid(defaclrole),
  ' in schema ' || quote_ident(nspname), privilege_type,
  case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types'
    else 'schemas' end, g.grantee)
from pg_default_acl d left join pg_namespace n on n.oid = defaclnamespace, aclexplode(defaclacl) a, {grantee}
where a.grantee <> defaclrole
""".format(
    grantee="lateral (select case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end"
    " || case when is_grantable then ' with grant option' else '' end as grantee) g",
    theirs="nspname !~ '^(pg_|information_schema$)'",
)
RESTRICT = re.compile(rb"\\(?:un)?restrict ([A-Za-z0-9]+)\s*")


def fetch_report(job, server):
    """Keeps the report where the person is: a secret token opens no page of the platform; gives its path."""
    content = server.text_from(job.request + "/report.html", 0)
    for folder in (Path.cwd(), job.folder):
        path = folder / (job["restoreName"] + "-report.html")
        with contextlib.suppress(OSError):
            path.write_bytes(content)
            return path
    raise ClientError("The report cannot be written to %s." % path)


def download(job, server, status, name=ARCHIVE):
    """Fetches one of the files of the result, from where it was; its checksum must be right."""
    wanted = next((file for file in status.get("artifacts") or [] if file.get("name") == name), None)
    if not wanted:
        raise ClientError("The platform does not keep the result of %s any more." % job["number"])
    target, part = job.folder / name, job.folder / (name + ".download")
    if target.exists() and sha256(target) == wanted["sha256"]:
        return target
    if shutil.disk_usage(str(job.folder)).free < wanted["bytes"]:
        raise ClientError(
            "There is too little room for %s in %s (XDG_STATE_HOME names another place)."
            % (size(wanted["bytes"]), job.folder)
        )
    for retry in (True, False):
        fetch(server, job.request + "/artifacts/" + name, part, wanted["bytes"])
        if sha256(part) == wanted["sha256"]:
            os.replace(str(part), str(target))
            say("Downloaded %s" % size(wanted["bytes"]))
            return target
        part.unlink()
        say("The file arrived damaged" + (" and is fetched again" if retry else ""))
    raise ClientError("The download does not have the checksum that the platform names.")


def fetch(server, path, part, total):
    """Downloads a file, after what is there of it already."""
    with open(os.open(str(part), os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        bar, patience = Progress("Download", total, file.seek(0, io.SEEK_END)), Patience()
        while file.seek(0, io.SEEK_END) < total:
            try:
                append(server, path, file, bar)
                patience.progress()
            except Unreachable as error:
                patience.wait(error)
        file.truncate(total)


def append(server, path, file, bar):
    """Appends what one request brings."""
    start = file.tell()
    with server.exchange("GET", path, {"Range": "bytes=%d-" % start}, timeout=120) as answer:
        if answer.status != 206:
            file.seek(0)
            file.truncate()
        for block in iter(lambda: answer.read(BLOCK), b""):
            try:
                file.write(block)
            except OSError as error:
                raise ClientError("Cannot write %s: %s" % (file.name, error.strerror)) from error
            bar.at(file.tell())
    if file.tell() == start:
        raise Unreachable("The download stopped at %s" % size(start))


def keep(job, archive):
    """Puts the archive where the person is; gives its path."""
    path = Path.cwd() / (job["restoreName"] + ".zip")
    if path.exists():
        return archive
    shutil.move(str(archive), str(path))
    return path


def restore_database(job, archive, parallel=None):
    """Makes the upgraded database beside the original, which stays untouched; a failed one leaves nothing.

    With a dump for parallel work it is restored from that, else from the archive's dump.sql.
    """
    name, maintenance = job["restoreName"], job.maintenance
    if job["restored"] == name and exists(name, maintenance):
        say("Database %s was restored already" % name)
        return
    original = facts_of(job["database"], maintenance) if job["database"] else None
    owner = original["owner"] if original and original["foreign"] and original["ours"] else None
    drop_leftover(job, name)
    say("Restoring into the new database %s" % name)
    options = ["--maintenance-db", maintenance, "--template", "template0", *alike(original, owner), name, comment(job)]
    run(command("createdb", *options), "Cannot create database %s" % name)
    environment = as_role(owner) if owner else dict(os.environ)
    try:
        if parallel:
            read_in_parallel(job, name, parallel, environment)
        else:
            read_in(name, archive, environment)
        if job["database"]:
            grant_again(job["database"], name)
        ask(name, "analyze")
    except BaseException:
        Progress.wipe()
        drop(name, maintenance)
        raise
    job.set(restored=name, restoredOid=facts_of(name, maintenance)["oid"])
    if not job["swap"]:
        made = "Upgraded%s by Juniper Upgrade" % ("" if job["purpose"] == "PRODUCTION" else " test copy")
        ask(name, "comment on database %s is %s" % (identifier(name), literal(made)))
    say("Restored %s" % name)


def grant_again(original, name):
    """Gives others the rights that they have in the original, which its dump leaves out; says how many have nothing to be on."""
    grants = ask(original, GRANTS)
    if grants:
        words = psql(name, "-v", "ON_ERROR_STOP=0")  # the new version may not have all of these tables and columns
        done = subprocess.run(
            words, input=grants.replace("\n", ";\n").encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        missed = done.stderr.count(b"ERROR:")
        if missed:
            say("Of %d rights that others have, %d cannot be given again:" % (len(grants.splitlines()), missed))
            say(done.stderr.decode("utf-8", "replace").strip().splitlines()[0])


def comment(job):
    """What a database of this job says of itself while it is not ready."""
    return "unfinished restore by Juniper Upgrade, %s" % job["id"]


def drop_leftover(job, name):
    """Drops what an interrupted run of this very job has left; any other database stays, and is refused."""
    found = facts_of(name, job.maintenance)
    if found and found["comment"] != comment(job) and not (job["swap"] and found["comment"] is None):
        raise ClientError("A database %s exists already; choose another name with -r." % name)
    if found:
        say("Dropping the unfinished %s" % name)
        drop(name, job.maintenance)


def alike(original, owner):
    """The options by which a database gets encoding, sort order, tablespace and owner of the original."""
    if not original:
        return ["--encoding", "UTF8"]
    options = {
        "--encoding": original["encoding"],
        "--lc-collate": original["datcollate"],
        "--lc-ctype": original["datctype"],
        "--tablespace": original["tablespace"],
        "--owner": owner,
    }
    provider, sort = original.get("datlocprovider"), original.get("datlocale") or original.get("daticulocale")
    if provider == "i":
        options.update({"--locale-provider": "icu", "--icu-locale": sort, "--icu-rules": original.get("daticurules")})
    elif provider == "b":
        options.update({"--locale-provider": "builtin", "--builtin-locale": sort})
    return [word for option, value in options.items() if value for word in (option, value)]


def read_in_parallel(job, name, dump, environment):
    """Has pg_restore read a dump in directory format, with as many connections as asked for."""
    folder = job.folder / "dump"
    shutil.rmtree(str(folder), ignore_errors=True)
    folder.mkdir()
    with tarfile.open(str(dump)) as tar:
        for entry in tar:
            if entry.isfile() and re.fullmatch(r"dump/[\w-][\w.-]*", entry.name):
                with tar.extractfile(entry) as reader, open(str(folder / Path(entry.name).name), "wb") as writer:
                    shutil.copyfileobj(reader, writer, BLOCK)
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--jobs", str(job["jobs"]), "--dbname", name]
    with child(command("pg_restore", *options, str(folder)), "Cannot restore " + name, env=environment):
        Progress.line("Restoring with %d connections" % job["jobs"])
    shutil.rmtree(str(folder))


def read_in(name, archive, environment):
    """Feeds dump.sql to psql, which stops at the first error."""
    key = secrets.token_hex(16).encode() if knows_restrict() else None
    version = int(ask(name, "show server_version_num"))
    with zipfile.ZipFile(str(archive)) as files, files.open("dump.sql") as entry:
        bar, done = Progress("Restore", files.getinfo("dump.sql").file_size), 0
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "env": environment}
        with child(psql(name), "Cannot restore " + name, **streams) as process:
            for line in guarded(io.BufferedReader(entry, BLOCK), key, version):
                process.stdin.write(line)
                done += len(line)
                bar.at(done)


def guarded(lines, key, version):
    r"""The dump without what an older psql or server does not know; a psql that knows \restrict gets a key of ours."""
    own = None
    if key:
        yield b"\\restrict " + key + b"\n"
    for number, line in enumerate(lines):
        match = RESTRICT.fullmatch(line) if line.startswith((b"\\restrict", b"\\unrestrict")) else None
        if match and (own is None and number < 10 or own == match.group(1)):
            own = match.group(1)
        elif number > 40 or version >= 170000 or not line.startswith(b"SET transaction_timeout"):
            yield line
