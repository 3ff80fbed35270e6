"""From a delivered request to a database of this machine: download, restore, merge the files; each goes on."""

import contextlib
import hashlib
import io
import os
import re
import secrets
import shutil
import subprocess
import zipfile
from pathlib import Path

from postgres import ask, child, command, drop, exists, knows_restrict, psql, run
from sending import BLOCK, sha256
from server import Patience
from terminal import ClientError, Progress, Unreachable, say, size

NEW_FILE = re.compile(r"filestore/(([0-9a-f]{2})/(\2[0-9a-f]{38}))")
RESTRICT = re.compile(rb"\\(?:un)?restrict ([A-Za-z0-9]+)\s*")


def receive(job, server, status, filestore):
    """Downloads the result, restores it beside the original and merges the files; each is done once."""
    archive = download(job, server, status)
    if job["noRestore"]:
        say("The upgraded database is in %s: dump.sql, and filestore with its new files." % keep(job, archive))
        say("To restore it, merged with the production files: restore %s -r NAME --filestore DIR" % job["requestId"])
    else:
        restore_database(job, archive)
        merge_files(job, archive, filestore)
        say("The upgraded, neutralized test database is %s" % job["restoreName"])
    say("The report of what changed is in %s" % fetch_report(job, server))
    job.finish("DELIVERED")


def fetch_report(job, server):
    """Keeps the report where the person is: a secret token opens no page of the platform; gives its path."""
    content = server.text_from(job.request + "/report.html", 0)
    for folder in (Path.cwd(), job.folder):
        path = folder / (job["restoreName"] + "-report.html")
        with contextlib.suppress(OSError):
            path.write_bytes(content)
            return path
    raise ClientError("The report cannot be written to %s." % path)


def download(job, server, status):
    """Fetches the archive, from where it was; its checksum must be right."""
    wanted = next((file for file in status.get("artifacts") or [] if file.get("name") == "upgraded.zip"), None)
    if not wanted:
        raise ClientError("The platform does not keep the result of %s any more." % job["number"])
    target, part = job.folder / "upgraded.zip", job.folder / "upgraded.zip.download"
    if target.exists() and sha256(target) == wanted["sha256"]:
        return target
    if shutil.disk_usage(str(job.folder)).free < wanted["bytes"]:
        raise ClientError(
            "There is too little room for %s in %s (XDG_STATE_HOME names another place)."
            % (size(wanted["bytes"]), job.folder)
        )
    for retry in (True, False):
        fetch(server, job.request + "/artifacts/upgraded.zip", part, wanted["bytes"])
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


def restore_database(job, archive):
    """Makes the upgraded database beside the original, which stays untouched; a failed one leaves nothing."""
    name, maintenance = job["restoreName"], job["database"] or "postgres"
    if job["restored"] == name and exists(name, maintenance):
        say("Database %s was restored already" % name)
        return
    unfinished = "unfinished restore by Juniper Upgrade, %s" % job["id"]
    drop_leftover(name, maintenance, unfinished)
    say("Restoring into the new database %s" % name)
    options = ["--maintenance-db", maintenance, "--template", "template0", *locale(job), name, unfinished]
    run(command("createdb", *options), "Cannot create database %s" % name)
    try:
        read_in(name, archive)
        ask(name, "analyze")
    except BaseException:
        Progress.wipe()
        drop(name, maintenance)
        raise
    job.set(restored=name)
    ask(name, "comment on database \"%s\" is 'Upgraded test copy by Juniper Upgrade'" % name)


def drop_leftover(name, maintenance, unfinished):
    """Drops what an interrupted run of this very job has left; any other database stays, and is refused."""
    if exists(name, maintenance):
        comment = "select shobj_description(oid, 'pg_database') from pg_database where datname = '%s'" % name
        if ask(maintenance, comment) != unfinished:
            raise ClientError("A database %s exists already; choose another name with -r." % name)
        say("Dropping the unfinished %s of the interrupted run" % name)
        drop(name, maintenance)


def locale(job):
    """The encoding and the sort order of the original."""
    if not job["database"]:
        return ["--encoding", "UTF8"]
    sql = "select pg_encoding_to_char(encoding), datcollate, datctype from pg_database where datname = '%s'"
    encoding, collate, ctype = ask(job["database"], sql % job["database"]).split("|")
    return ["--encoding", encoding, "--lc-collate", collate, "--lc-ctype", ctype]


def read_in(name, archive):
    """Feeds dump.sql to psql, which stops at the first error."""
    key = secrets.token_hex(16).encode() if knows_restrict() else None
    version = int(ask(name, "show server_version_num"))
    with zipfile.ZipFile(str(archive)) as files, files.open("dump.sql") as entry:
        bar, done = Progress("Restore", files.getinfo("dump.sql").file_size), 0
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
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


def merge_files(job, archive, named):
    """Gives the new database the production files and the new ones (R59); guides where the former are unknown."""
    production = production_files(job, named)
    with zipfile.ZipFile(str(archive)) as files:
        entries = [entry for entry in files.infolist() if NEW_FILE.fullmatch(entry.filename)]
        if production:
            target = production.parent / job["restoreName"]
            taken = take_over(production, target)
            added = sum(add(files, entry, target, production) for entry in entries)
            say("Filestore %s: %d files of production, %d new" % (target, taken, added))
    if production:
        archive.unlink()
    else:
        say("No production filestore is known, so nothing is merged; %d new files are in %s" % (len(entries), archive))
        say("To merge them: restore %s --filestore DIR" % job["requestId"])


def production_files(job, named):
    """The folder of the production files: as named, else where the ERP keeps them by default."""
    if named:
        return Path(named).resolve()
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    guess = Path(data) / "Odoo" / "filestore" / (job["database"] or "")
    return guess.resolve() if job["database"] and guess.is_dir() else None


def take_over(production, target):
    """Links, else copies, every production file into the new filestore; nothing of production is changed or lost."""
    count = 0
    for folder, _, names in os.walk(str(production), onerror=unreadable):
        new_folder = make_folder(target / os.path.relpath(folder, str(production)), production)
        for name in names:
            old, new = Path(folder) / name, new_folder / name
            count += 1
            if os.path.lexists(str(new)):
                continue
            try:
                os.link(str(old), str(new), follow_symlinks=False)
            except OSError:  # another disk, or a file of somebody else's
                shutil.copy2(str(old), str(new), follow_symlinks=False)
                own_like(production, new)
    return count


def unreadable(error):
    """A folder that cannot be read would lose its files."""
    raise ClientError("Cannot read %s: %s. Run this as the ERP's own user." % (error.filename, error.strerror))


def make_folder(folder, production):
    """Makes a folder of the new filestore."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        own_like(production, folder)
    return folder


def own_like(production, path):
    """Gives a new file or folder the rights, and as root the owner, of the production filestore."""
    state = production.stat()
    if not path.is_symlink():
        path.chmod(state.st_mode & (0o777 if path.is_dir() else 0o666))
    if os.geteuid() == 0:
        os.chown(str(path), state.st_uid, state.st_gid, follow_symlinks=False)


def add(files, entry, target, production):
    """Adds a new file unless production has it whole; a damaged one is replaced in the copy alone."""
    path = target / NEW_FILE.fullmatch(entry.filename).group(1)
    if path.is_file() and path.stat().st_size == entry.file_size:
        return 0
    make_folder(path.parent, production)
    part, digest = path.with_suffix(".part"), hashlib.sha1()
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    with files.open(entry) as reader, open(str(part), "xb") as writer:
        for block in iter(lambda: reader.read(BLOCK), b""):
            digest.update(block)
            writer.write(block)
    if digest.hexdigest() != path.name:
        part.unlink()
        raise ClientError("%s in the archive is damaged; please tell the support." % entry.filename)
    own_like(production, part)
    os.replace(str(part), str(path))
    return 1
