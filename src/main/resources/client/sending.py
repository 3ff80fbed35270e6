"""From a database of this machine to a request: dump, upload, submit; each goes on where it was."""

import base64
import contextlib
import hashlib
import os
import re
import shutil
import sys
import tarfile
import time
import urllib.parse
import zipfile
from pathlib import Path

from postgres import child, command
from server import Patience, Problem
from terminal import ClientError, Progress, Unreachable, duration, printable, say, size

CHUNK = 32 << 20  # bytes of one upload request
BLOCK = 256 << 10
HEAD = 1024  # bytes by which the server tells what the file is
TUS = {"Tus-Resumable": "1.0.0"}


def check_target(job, server):
    """Refuses a target that is not published before anything is dumped or sent."""
    published = {release["version"] for release in server.json("GET", "/api/releases")}
    if not job["dump"] and job["targetVersion"] not in published:
        job.finish("REFUSED")
        known = ", ".join(sorted(published, key=lambda version: [int(part) for part in version.split(".")]))
        raise ClientError("Version %s is not published; these are: %s." % (job["targetVersion"], known or "none yet"))


def dump(job):
    """Makes the file to upload: a dump without filestore (R57)."""
    if job["dump"] and (job["uploaded"] or unchanged(job["dump"])):
        return
    for leftover in job.folder.glob("*.part"):
        remove(leftover)
    part, target = job.folder / ("dump.%d.part" % os.getpid()), job.folder / "origin.dump"
    source = Path(job["file"] or "")
    if job["database"]:
        try:
            dump_database(job, part)
        except BaseException:
            remove(part)  # the disk may be full of it
            raise
    elif source.is_dir():
        pack(source, part)
    elif zipfile.is_zipfile(str(source)):
        copy_without_filestore(source, part)
    else:
        part = target = source
    os.replace(str(part), str(target))
    state = target.stat()
    facts = {"path": str(target), "bytes": state.st_size, "time": state.st_mtime_ns, "sha256": sha256(target)}
    job.set(dump=facts, temporary=target != source, uploadId=None)


def unchanged(known):
    """Whether the dump of an interrupted run is still the same file."""
    with contextlib.suppress(OSError):
        state = os.stat(known["path"])
        return (state.st_size, state.st_mtime_ns) == (known["bytes"], known["time"])
    return False


def dump_database(job, part):
    """Dumps the job's database, with several connections where asked for; the dump is this user's alone."""
    database, jobs, folder = job["database"], job["jobs"] or 1, part.with_name("folder.part")
    written = folder if jobs > 1 else part
    form = ["--format=directory", "--jobs", str(jobs)] if jobs > 1 else ["--format=custom"]
    options = [*form, "--no-owner", "--no-privileges", "--file", str(written), "--dbname", database]
    start = time.monotonic()
    with child(command("pg_dump", *options), "Cannot dump %s into %s" % (database, part.parent)) as process:
        while process.poll() is None:
            took = duration(time.monotonic() - start)
            Progress.line("Dumping %s: %s in %s" % (database, size(length(written)), took))
            time.sleep(0.05)
    if jobs > 1:
        pack(folder, part)
        remove(folder)
    say("Dumped %s: %s (the filestore stays here)" % (database, size(length(part))))


def length(path):
    """How many bytes a file or a folder of files has."""
    if path.is_dir():
        return sum(entry.stat().st_size for entry in os.scandir(str(path)))
    return path.stat().st_size if path.exists() else 0


def remove(path):
    """Deletes a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(str(path))
    elif path.exists():
        path.unlink()


def pack(folder, part):
    """Makes one file of a dump in PostgreSQL's directory format."""
    say("Packing %s" % folder)
    with tarfile.open(str(part), "w") as tar:
        tar.add(str(folder), "dump")


def copy_without_filestore(source, part):
    """Copies the ERP's own archive but for the filestore, which the platform neither needs nor keeps."""
    say("Copying %s without its filestore" % source)
    with zipfile.ZipFile(str(source)) as old, zipfile.ZipFile(str(part), "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not entry.is_dir() and not entry.filename.startswith("filestore/"):
                with old.open(entry) as reader, new.open(entry.filename, "w", force_zip64=True) as writer:
                    shutil.copyfileobj(reader, writer, BLOCK)


def sha256(file):
    """The SHA-256 of a file."""
    digest, bar = hashlib.sha256(), Progress("Checksum", file.stat().st_size)
    with open(str(file), "rb") as stream:
        for block in iter(lambda: stream.read(BLOCK), b""):
            digest.update(block)
            bar.at(stream.tell())
    return digest.hexdigest()


def upload(job, server):
    """Sends the dump by the tus protocol, from where the server has it."""
    if job["uploaded"]:
        return
    total, bar, patience, last = job["dump"]["bytes"], None, Patience(), -1
    while True:
        try:
            offset = arrived(job, server)
            if offset == total:
                break
            if offset > last:
                patience.progress()
            bar, last = bar or Progress("Upload", total, offset), offset
            send(job, server, offset, bar)
        except Unreachable as error:
            patience.wait(error)
    job.set(uploaded=True)
    say("Uploaded %s" % size(total))


def arrived(job, server):
    """How much of the dump the server has; announces the upload where it knows of none."""
    known = job["dump"]
    if not job["uploadId"]:
        return announce(job, server)
    address = "/api/uploads/" + job["uploadId"]
    try:
        found = server.once("GET", address)
        if found["complete"]:
            offset = known["bytes"] if found["sha256"] == known["sha256"] else -1
        else:
            with server.exchange("HEAD", address, dict(TUS)) as answer:
                offset = int(answer.headers["Upload-Offset"])
        if 0 <= offset <= known["bytes"]:
            return offset
        if job["sentAgain"]:
            raise ClientError("The dump arrives damaged again and again: is the disk or the network broken?")
        job.set(sentAgain=True)
        say("The dump arrived damaged and is sent again")
    except Problem as problem:
        if problem.status not in (403, 404, 410):
            raise
        say("The server does not have this upload any more; it begins anew")
    return announce(job, server)


def announce(job, server):
    """Announces the dump: its length, name and checksum."""
    known = job["dump"]
    with open(known["path"], "rb") as stream:
        head = base64.b64encode(stream.read(HEAD)).decode()
    facts = {"filename": Path(known["path"]).name, "sha256": known["sha256"], "head": head}
    metadata = ",".join("%s %s" % (key, base64.b64encode(value.encode()).decode()) for key, value in facts.items())
    headers = dict(TUS, **{"Upload-Length": str(known["bytes"]), "Upload-Metadata": metadata})
    with server.exchange("POST", "/api/uploads", headers, b"") as answer:
        made = urllib.parse.urlsplit(answer.headers.get("Location", "")).path.rsplit("/", 1)[-1]
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", made):
        raise ClientError("The server accepted the upload without naming it.")
    job.set(uploadId=made)
    return 0


def send(job, server, offset, bar):
    """Sends the next chunk; after the last one the server may read it all for its checksum, which takes its time."""
    known = job["dump"]
    length = min(CHUNK, known["bytes"] - offset)
    headers = {
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(length),
    }
    body = blocks(known["path"], offset, length, bar)
    timeout = 120 if offset + length < known["bytes"] else 3600
    try:
        with server.exchange("PATCH", "/api/uploads/" + job["uploadId"], dict(TUS, **headers), body, timeout):
            pass
    except Problem as problem:
        if problem.status != 409:
            raise
        raise Unreachable("The server has another part of the upload than it said") from problem


def blocks(file, offset, length, bar):
    """A part of a file, block by block."""
    end = offset + length
    try:
        with open(file, "rb") as stream:
            stream.seek(offset)
            while offset < end:
                block = stream.read(min(BLOCK, end - offset))
                if not block:
                    raise ClientError("%s has become shorter." % file)
                offset += len(block)
                yield block
                bar.at(offset)
    except OSError as error:
        raise ClientError("Cannot read %s: %s" % (file, error.strerror)) from error


def submit(job, server, confirmed):
    """Asks for the upgrade; what is refused can be corrected in the next command without another upload."""
    while not job["requestId"]:
        try:
            made = Patience().repeat(lambda: order(job, server))
        except Problem as problem:
            if problem.status == 404 or "uploadId" in problem.codes:
                job.set(uploaded=None, uploadId=None)
            if problem.codes != ["confirmedName"] or job["confirmedName"]:
                raise
            job.set(confirmedName=confirm_untested(job, problem, confirmed))
            continue
        job.set(requestId=made["requestId"], number=made["number"], url=made["url"])
        discard(job)
        say("Request %s: %s" % (printable(job["number"]), printable(job["server"] + job["url"])))
        if made.get("chargeable"):
            say("Note: this upgrade is chargeable. %s" % printable(made["chargeable"]))


def confirm_untested(job, problem, confirmed):
    """Has production without a successful test confirmed by the database's name; gives it as the platform knows it."""
    say(str(problem))
    wanted = job["database"] or job["name"]
    if confirmed is None and sys.stdin.isatty():
        confirmed = input("To upgrade production all the same, type the name of the database: ").strip()
    if confirmed != wanted:
        raise ClientError("Not confirmed. To go on without a test, run the same command with --confirm %s." % wanted)
    return job["name"]


def order(job, server):
    """Makes the request, unless it was made and only the answer got lost."""
    if job["ordered"]:
        for made in server.once("GET", "/api/requests"):
            if made.get("externalReference") == job["id"]:
                return made
    job.set(ordered=True)
    facts = {fact: job[fact] for fact in ("uploadId", "targetVersion", "email", "contract", "name", "purpose")}
    if job["confirmedName"]:
        facts.update(confirmedName=job["confirmedName"])
    return server.once("POST", "/api/requests", dict(facts, externalReference=job["id"]))


def discard(job):
    """Deletes the dump that this client made."""
    if job["temporary"]:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(job["dump"]["path"])
