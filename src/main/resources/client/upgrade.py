#!/usr/bin/env python3
"""Command-line client of Juniper Upgrade: upgraded copies of a database, from the machine that hosts it.

    python3 <(curl -s SERVER/upgrade) test -d DATABASE -t VERSION

A test dumps the database (never its filestore), uploads the dump, asks for the upgrade, follows it, downloads the
result, restores it beside the original and gives it the original's files. Each stage writes what it reached into a
state file, so the same command goes on where an interrupted one was. Python 3.8 or newer, standard library only.
"""

import argparse
import base64
import contextlib
import fcntl
import getpass
import hashlib
import http.client
import io
import json
import os
import re
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

DEFAULT_SERVER = "http://localhost:8080"

OK, FAILED, USAGE, WAITING, UNREACHABLE, INTERRUPTED = 0, 1, 2, 3, 75, 130
ENDED_BADLY = ("REFUSED", "FAILED", "CANCELLED")
BUSY = (408, 423, 429, 502, 503, 504)  # answers that another try may change
CHUNK = 32 << 20  # bytes of one upload request
BLOCK = 256 << 10
POLL_SECONDS = 1.5
PATIENCE = float(os.environ.get("JUNIPER_PATIENCE", "600"))  # seconds to wait for a network or server that is away

DATABASE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}")  # nothing that PostgreSQL's tools take for a URL
RESTORE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
VERSION = re.compile(r"\d{1,3}\.\d{1,3}")
EMAIL = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
SERVER_FILE = re.compile(r"filestore/(([0-9a-f]{2})/(\2[0-9a-f]{38}))")
RESTRICT = re.compile(rb"\\(?:un)?restrict ([A-Za-z0-9]+)\r?\n?")
RESTRICT_SINCE = {13: 22, 14: 19, 15: 14, 16: 10, 17: 6}  # the minor releases of psql that know \restrict


class ClientError(Exception):
    """A reason to stop, in a sentence for the person at the keyboard."""

    code = FAILED


class UsageError(ClientError):
    """Something about the command itself."""

    code = USAGE


class Unreachable(ClientError):
    """The network or the server is away; the same command goes on later."""

    code = UNREACHABLE


class Problem(ClientError):
    """The server's own answer (RFC 9457): what is wrong, every reason of it."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status

    @classmethod
    def of(cls, error):
        """Reads a problem out of an answer that is none of 2xx."""
        try:
            body = json.loads(error.read(1 << 20).decode("utf-8", "replace"))
        except (ValueError, OSError, http.client.HTTPException):
            body = {}
        body = body if isinstance(body, dict) else {}
        reasons = [reason.get("message", "") for reason in body.get("reasons") or [] if isinstance(reason, dict)]
        if 300 <= error.code < 400:
            message = "The server sends to %s. Name that address with --server." % error.headers.get("Location")
        elif error.code == 401:
            message = "The server does not know this token. Is JUNIPER_TOKEN right?"
        elif reasons:
            message = "The platform refuses:" + "".join("\n  - " + reason for reason in reasons)
        else:
            message = body.get("detail") or body.get("message") or body.get("title") or error.reason
            message = "%s (HTTP %d)" % (message, error.code)
        return cls(error.code, printable(message))


# ---------------------------------------------------------------- what the person sees


def printable(text):
    """Takes out what would command a terminal: texts of the server hold names that strangers chose."""
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in str(text).replace("\t", " "))


def say(text=""):
    """Prints a line, where the progress line stood."""
    Progress.wipe()
    print(text, flush=True)


def size(count):
    """A number of bytes for people."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return "%.3g %s" % (count, unit) if unit != "bytes" else "%d bytes" % count
        count /= 1000
    return "%.1f GB" % count


def duration(seconds):
    """A time span as 1:02 or 1:02:03."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "%d:%02d:%02d" % (hours, minutes, seconds) if hours else "%d:%02d" % (minutes, seconds)


class Progress:
    """One line at the bottom of a terminal, written again and again; without a terminal a line now and then."""

    shown = False
    last = 0.0

    @classmethod
    def wipe(cls):
        """Clears the line for another text."""
        if cls.shown:
            print("\r\x1b[K", end="", flush=True)
            cls.shown = False

    @classmethod
    def line(cls, text):
        """Shows a text in place of the last."""
        terminal = sys.stdout.isatty()
        now = time.monotonic()
        if now - cls.last < (0.1 if terminal else 30):
            return
        cls.last = now
        if terminal:
            width = shutil.get_terminal_size().columns - 1
            print("\r\x1b[K" + text[:width], end="", flush=True)
            cls.shown = True
        else:
            print(text, flush=True)

    def __init__(self, title, total, done=0):
        self.title, self.total, self.begun_with, self.start = title, total, done, time.monotonic()

    def at(self, done):
        """Shows the bar with how much is done and how long the rest takes."""
        done = min(done, self.total)
        part = done / self.total if self.total else 1
        speed = (done - self.begun_with) / max(time.monotonic() - self.start, 0.001)
        left = ", %s left" % duration((self.total - done) / speed) if speed > 0 else ""
        bar = "#" * int(part * 24)
        amounts = "%s of %s" % (size(done), size(self.total))
        self.line("%s [%-24s] %3d %%  %s, %s/s%s" % (self.title, bar, part * 100, amounts, size(speed), left))


# ---------------------------------------------------------------- state: what the same command goes on with


def state_folder():
    """The folder of this client's state, readable by its user alone."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    folder = Path(base) / "juniper-upgrade"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


class Job:
    """One request for an upgrade as this machine knows it: a folder with state.json and the files under way."""

    def __init__(self, folder, data):
        self.folder, self.data = folder, data

    def __getitem__(self, name):
        return self.data.get(name)

    def set(self, **values):
        """Remembers facts, on the disk before it returns."""
        self.data.update(values)
        part = self.folder / "state.part"
        with open(os.open(str(part), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.data, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(str(part), str(self.folder / "state.json"))

    @property
    def work(self):
        """The folder of its big files."""
        return Path(self["work"] or self.folder)

    @property
    def request(self):
        """The address of the request."""
        return "/api/requests/" + urllib.parse.quote(self["requestId"], safe="")

    @classmethod
    def begin(cls, **data):
        """Makes a new one."""
        folder = state_folder() / (time.strftime("%Y%m%d-%H%M%S-") + secrets.token_hex(3))
        folder.mkdir(mode=0o700)
        job = cls(folder, {})
        job.set(id=folder.name, begun=time.strftime("%Y-%m-%d %H:%M"), **data)
        return job

    @classmethod
    def all(cls, server):
        """Every one of a server, the newest first."""
        jobs = []
        for file in sorted(state_folder().glob("*/state.json"), reverse=True):
            with contextlib.suppress(ValueError, OSError):
                job = cls(file.parent, json.loads(file.read_text()))
                jobs += [job] if job["server"] == server else []
        return jobs

    def finish(self, outcome):
        """Marks the end: the same command then begins a new one (several tests of one database)."""
        self.set(outcome=outcome)

    def sole_owner(self):
        """Refuses to work on it twice at the same time; the lock ends with this process."""
        self.lock = open(str(self.folder / "lock"), "w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ClientError("The same command runs already; wait for it, or follow it with: log -f") from None


# ---------------------------------------------------------------- the server


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token goes to the server that was named and nowhere else."""

    def redirect_request(self, *_):
        return None


class Server:
    """Speaks HTTP with the platform, and repeats what a broken network left undone."""

    def __init__(self, args):
        self.url, self.token = args.server, os.environ.get("JUNIPER_TOKEN") or None
        address = urllib.parse.urlsplit(self.url)
        local = address.hostname in ("localhost", "127.0.0.1", "::1")
        context = ssl.create_default_context(cafile=args.ca)
        if args.insecure:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if not local and (args.insecure or address.scheme == "http"):
            say("Warning: nothing proves that %s is what it says, others may read along." % self.url)
        handlers = [NoRedirects(), urllib.request.HTTPSHandler(context=context)]
        handlers += [urllib.request.ProxyHandler({})] if local else []
        self.opener = urllib.request.build_opener(*handlers)

    @contextlib.contextmanager
    def exchange(self, method, path, headers=None, body=None, timeout=60):
        """One request; gives its answer. Raises Problem for a refusal, Unreachable where another try may help."""
        request = urllib.request.Request(self.url + path, data=body, headers=headers or {}, method=method)
        request.add_header("Accept", "application/json, application/problem+json, */*")
        if self.token:
            request.add_unredirected_header("Authorization", "Bearer " + self.token)
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            if error.code in BUSY:
                raise Unreachable("%s is busy (HTTP %d)" % (self.url, error.code)) from error
            raise Problem.of(error) from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise ClientError(
                    "The certificate of %s is not trusted: %s. Give your own authority's with --ca FILE."
                    % (self.url, reason.verify_message)
                ) from error
            raise Unreachable("%s does not answer (%s)" % (self.url, printable(reason))) from error

    def json(self, method, path, payload=None):
        """Exchanges JSON, patiently."""
        body = None if payload is None else json.dumps(payload).encode()
        headers = {} if payload is None else {"Content-Type": "application/json"}

        def attempt():
            with self.exchange(method, path, headers, body) as answer:
                text = answer.read()
                return json.loads(text.decode()) if text.strip() else {}

        return Patience().repeat(attempt)

    def text_from(self, path, start):
        """The bytes of a growing text from an offset on."""

        def attempt():
            try:
                with self.exchange("GET", path, {"Range": "bytes=%d-" % start, "Accept": "text/plain"}) as answer:
                    return answer.read() if answer.status == 206 else answer.read()[start:]
            except Problem as problem:
                if problem.status == 416:
                    return b""
                raise

        return Patience().repeat(attempt)


class Patience:
    """Waits for a network or server that is away: 1, 2, 4 … 15 seconds, up to PATIENCE without any progress."""

    def __init__(self):
        self.progress()

    def progress(self):
        """Starts anew: something worked."""
        self.since, self.pause = None, 1

    def wait(self, error):
        """Waits before another try; gives up with the error."""
        now = time.monotonic()
        self.since = self.since or now
        if now - self.since + self.pause > PATIENCE:
            raise error
        say("%s; next try in %d s" % (error, self.pause))
        time.sleep(self.pause)
        self.pause = min(self.pause * 2, 15)

    def repeat(self, action):
        """Runs an action until the network lets it through."""
        while True:
            try:
                return action()
            except Unreachable as error:
                self.wait(error)


# ---------------------------------------------------------------- PostgreSQL's programs


def need(*programs):
    """Refuses early where a program is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise ClientError("%s not found: please install PostgreSQL's client programs." % " and ".join(missing))


def postgres(program, *arguments):
    """A command of PostgreSQL's; where the server is and who connects is said by PGHOST, PGPORT, PGUSER as usual."""
    prompt = [] if sys.stdin.isatty() else ["--no-password"]
    return [program] + prompt + list(arguments)


def run(command, failure):
    """Runs a program to its end and gives its output."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if result.returncode:
        raise ClientError("%s: %s" % (failure, last_lines(result.stderr)))
    return result.stdout.decode("utf-8", "replace").strip()


def last_lines(output):
    """The end of what a program complained about."""
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return printable("\n  ".join(lines[-5:])) or "no reason given"


def ask(database, sql):
    """The answer of one SQL statement, unaligned."""
    command = postgres("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql)
    return run(command, "Cannot ask database %s" % database)


def database_exists(job, name):
    """Whether the server has a database of that (checked) name."""
    return ask(job["database"] or "postgres", "select 1 from pg_database where datname = '%s'" % name) == "1"


@contextlib.contextmanager
def child(command, failure, **streams):
    """A program that runs beside us: ended with us, and its complaint is the error when it fails."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stderr=complaints, **streams)
        try:
            with contextlib.suppress(BrokenPipeError):
                yield process
                if process.stdin:
                    process.stdin.close()
            process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            complaints.seek(0)
            raise ClientError("%s: %s" % (failure, last_lines(complaints.read())))


# ---------------------------------------------------------------- the stages of a test


def dump(job):
    """Makes the file to upload: a dump without filestore."""
    if job["dump"]:
        if job["uploaded"] or unchanged(job["dump"]):
            return
        job.set(uploadId=None)
    for leftover in job.work.glob(job["id"] + ".*.part"):
        leftover.unlink()
    target = job.work / (job["id"] + ".dump")
    part = job.work / ("%s.%d.part" % (job["id"], os.getpid()))
    source = Path(job["file"] or "")
    if job["database"]:
        dump_database(job["database"], part)
    elif source.is_dir():
        say("Packing %s" % source)
        with tarfile.open(str(part), "w") as tar:
            tar.add(str(source), "dump")
    elif zipfile.is_zipfile(str(source)):
        copy_without_filestore(source, part)
    else:
        target = part = source
    os.replace(str(part), str(target))
    state = target.stat()
    job.set(
        dump={"path": str(target), "bytes": state.st_size, "time": state.st_mtime_ns, "sha256": sha256(target)},
        temporary=target != source,
    )


def unchanged(known):
    """Whether the dump of an interrupted run is still the same file."""
    with contextlib.suppress(OSError):
        state = os.stat(known["path"])
        return (state.st_size, state.st_mtime_ns) == (known["bytes"], known["time"])
    return False


def dump_database(database, part):
    """Dumps a database of this machine; the file is this user's alone."""
    os.close(os.open(str(part), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    options = ["--format=custom", "--no-owner", "--no-privileges", "--file", str(part), "--dbname", database]
    start = time.monotonic()
    with child(postgres("pg_dump", *options), "Cannot dump %s" % database) as process:
        while process.poll() is None:
            Progress.line("Dumping %s: %s in %s" % (database, size(part.stat().st_size), duration(time.monotonic() - start)))
            time.sleep(0.1)
    say("Dumped %s: %s (the filestore stays here)" % (database, size(part.stat().st_size)))


def copy_without_filestore(source, part):
    """Copies an archive of the ERP's own but for its filestore, which the platform neither needs nor keeps."""
    say("Taking the dump out of %s (the filestore stays here)" % source)
    with zipfile.ZipFile(str(source)) as old, zipfile.ZipFile(str(part), "w", zipfile.ZIP_DEFLATED) as new:
        if "dump.sql" not in old.namelist():
            raise ClientError("%s is no database backup: it has no dump.sql." % source)
        for name in {"dump.sql", "manifest.json"} & set(old.namelist()):
            with old.open(name) as reader, new.open(name, "w", force_zip64=True) as writer:
                shutil.copyfileobj(reader, writer, BLOCK)


def sha256(file, title="Checksum"):
    """The SHA-256 of a file."""
    digest, done = hashlib.sha256(), 0
    bar = Progress(title, os.stat(str(file)).st_size)
    with open(str(file), "rb") as stream:
        for block in iter(lambda: stream.read(BLOCK), b""):
            digest.update(block)
            done += len(block)
            bar.at(done)
    return digest.hexdigest()


def token(job, server):
    """Who asks: a person's API token, else a secret of this request, kept in the state file."""
    if job["token"]:
        server.token = job["token"]
    elif job["personal"] and not server.token:
        raise ClientError("This was begun with JUNIPER_TOKEN. Set it again, or begin anew with --new.")
    elif server.token:
        job.set(personal=True)
    else:
        secret = server.json("POST", "/api/request-tokens").get("token")
        job.set(token=secret)
        server.token = secret


def upload(job, server):
    """Sends the dump by the tus protocol, from where the server has it."""
    if job["uploaded"]:
        return
    known = job["dump"]
    bar, patience = None, Patience()
    while True:
        try:
            offset = server_offset(job, server)
            if offset >= known["bytes"]:
                break
            bar = bar or Progress("Upload", known["bytes"], offset)
            send(job, server, offset, bar)
            patience.progress()
        except Unreachable as error:
            patience.wait(error)
    job.set(uploaded=True)
    say("Uploaded %s" % size(known["bytes"]))


def server_offset(job, server):
    """How much of the dump the server has; makes the upload where there is none."""
    known = job["dump"]
    if job["uploadId"]:
        address = "/api/uploads/" + job["uploadId"]
        try:
            with server.exchange("GET", address) as answer:
                found = json.loads(answer.read().decode())
            if found.get("complete") and found.get("sha256") in (None, known["sha256"]):
                return known["bytes"]
            if not found.get("complete"):
                with server.exchange("HEAD", address, {"Tus-Resumable": "1.0.0"}) as answer:
                    return int(answer.headers["Upload-Offset"])
            say("The file arrived damaged and is sent again")
        except Problem as problem:
            if problem.status not in (403, 404, 410):
                raise
            say("The server has lost the upload; it begins anew")
    return create_upload(job, server)


def create_upload(job, server):
    """Announces the dump: its length, name and checksum."""
    known = job["dump"]
    facts = {"filename": Path(known["path"]).name, "sha256": known["sha256"]}
    encoded = ["%s %s" % (key, base64.b64encode(value.encode()).decode()) for key, value in facts.items()]
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(known["bytes"]), "Upload-Metadata": ",".join(encoded)}
    with server.exchange("POST", "/api/uploads", headers, b"") as answer:
        made = urllib.parse.urlsplit(answer.headers.get("Location", "")).path.rsplit("/", 1)[-1]
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", made):
        raise ClientError("The server made an upload without a name.")
    job.set(uploadId=made)
    return 0


def send(job, server, offset, bar):
    """Sends the next chunk."""
    known = job["dump"]
    length = min(CHUNK, known["bytes"] - offset)
    last = offset + length == known["bytes"]
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(length),
    }
    body = blocks(known["path"], offset, length, bar)
    try:  # after the last byte the server computes the checksum, which takes its time
        with server.exchange("PATCH", "/api/uploads/" + job["uploadId"], headers, body, 3600 if last else 120):
            pass
    except Problem as problem:
        if problem.status != 409:
            raise
        raise Unreachable("The server is still at the last part of the upload") from problem


def blocks(file, offset, length, bar):
    """A part of a file, block by block."""
    try:
        with open(file, "rb") as stream:
            stream.seek(offset)
            end = offset + length
            while offset < end:
                block = stream.read(min(BLOCK, end - offset))
                if not block:
                    raise ClientError("%s has become shorter." % file)
                offset += len(block)
                yield block
                bar.at(offset)
    except OSError as error:
        raise ClientError("Cannot read %s: %s" % (file, error.strerror)) from error


def submit(job, server):
    """Asks for the upgrade."""
    if job["requestId"]:
        return
    order = {name: job[name] for name in ("uploadId", "targetVersion", "email", "contract", "name")}
    try:
        made = server.json("POST", "/api/requests", dict(order, purpose="TEST", externalReference=job["id"]))
    except Problem:
        job.finish("REFUSED")
        discard(job)
        raise
    job.set(requestId=made["requestId"], number=made.get("number"), url=made.get("url"))
    discard(job)
    say("Request %s: %s" % (job["number"], case_page(job)))


def discard(job):
    """Deletes the dump that this client made."""
    if job["temporary"]:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(job["dump"]["path"])


def case_page(job):
    """Where a person sees the case."""
    return job["server"] + printable(job["url"] or "")


def follow(job, server, args):
    """Shows steps and log until the request ends; gives its last state."""
    shown = set(job["steps"] or [])
    while True:
        status = server.json("GET", job.request)
        show_log(job, server, args)
        for step in status.get("steps") or []:
            key = "%s %s" % (step.get("hop"), step.get("name"))
            if step.get("state") == "DONE" and key not in shown:
                say("  done: " + step_line(step))
                shown.add(key)
        job.set(steps=sorted(shown))
        state = status.get("state")
        if state == "DELIVERED" or state in ENDED_BADLY:
            return status
        if state == "WAITING_FOR_MODULES":
            declare_modules(job, server, status, args)
        Progress.line(now_line(status))
        time.sleep(POLL_SECONDS)


def show_log(job, server, args):
    """Prints the whole lines that the log has grown by."""
    text = server.text_from(job.request + "/log", job["logOffset"] or 0)
    whole = text[: text.rfind(b"\n") + 1]
    if whole:
        job.set(logOffset=(job["logOffset"] or 0) + len(whole))
        for line in whole.decode("utf-8", "replace").splitlines() if not args.quiet else []:
            say("  | " + printable(line))


def step_line(step):
    """A step in a line: hop, title, rows, time."""
    rows = ", {:,} rows".format(step["rows"]) if step.get("rows") else ""
    took = ", %.1f s" % (step["millis"] / 1000) if step.get("millis") is not None else ""
    return printable("%s %s%s%s" % (step.get("hop") or "", step.get("title") or step.get("name"), rows, took)).strip()


def now_line(status):
    """Where a request stands: share, what runs, how long it takes still."""
    running = [step for step in status.get("steps") or [] if step.get("state") == "RUNNING"]
    what = step_line(running[-1]) if running else printable(status.get("state", "")).lower().replace("_", " ")
    left = ", %s left" % duration(status["etaSeconds"]) if status.get("etaSeconds") is not None else ""
    return "%3d %%  %s%s" % (100 * (status.get("progress") or 0), what, left)


def declare_modules(job, server, status, args):
    """Custom modules are ported by their maintainer before the upgrade (R9): told, or declared on --modules-ported."""
    if args.modules_ported:
        args.modules_ported = False
        server.json("POST", job.request + "/modules", {"ported": True})
        say("Declared: the custom modules are ported to %s" % job["targetVersion"])
        return
    names = ", ".join(status.get("customModules") or [])
    told = [reason.get("message", "") for reason in status.get("reasons") or []] + [status.get("next") or ""]
    say("The upgrade waits for you: the database has custom modules%s." % (": " + printable(names) if names else ""))
    for line in filter(None, told):
        say("  " + printable(line))
    say("When their code is ready for %s, run the same command with --modules-ported." % job["targetVersion"])
    raise Waiting()


class Waiting(ClientError):
    """The next move is the customer's; all is said."""

    code = WAITING


def delivered(job, status):
    """Ends with every reason unless the upgraded database is ready."""
    state = status.get("state")
    if state == "DELIVERED":
        return
    job.finish(state)
    reasons = "".join("\n  - " + reason.get("message", "") for reason in status.get("reasons") or [])
    raise ClientError(printable("%s is %s%s\n%s" % (job["number"], state.lower(), reasons, status.get("next") or "")).strip())


def download(job, server, status):
    """Fetches the upgraded database, from where it was; its checksum must be right."""
    wanted = next((file for file in status.get("artifacts") or [] if file.get("name") == "upgraded.zip"), None)
    if not wanted:
        raise ClientError("The platform does not keep the result any more." if job["outcome"] else "There is no upgraded.zip.")
    target = job.work / (job["id"] + ".zip")
    if target.exists() and target.stat().st_size == wanted["bytes"] and sha256(target) == wanted["sha256"]:
        return target
    part = job.work / (job["id"] + ".download")
    if shutil.disk_usage(str(job.work)).free < wanted["bytes"]:
        raise ClientError("Too little room for %s in %s; name another with --work-dir." % (size(wanted["bytes"]), job.work))
    for damaged in (False, True):
        if damaged:
            say("The file arrived damaged and is fetched again")
            part.unlink()
        fetch(server, job.request + "/artifacts/upgraded.zip", part, wanted["bytes"])
        if sha256(part) == wanted["sha256"]:
            os.replace(str(part), str(target))
            say("Downloaded %s" % size(wanted["bytes"]))
            return target
    raise ClientError("The download does not have the checksum that the platform names.")


def fetch(server, path, part, total):
    """Downloads a file into part, after what is there already."""
    with open(os.open(str(part), os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(min(part.stat().st_size, total))
        bar, patience = Progress("Download", total, part.stat().st_size), Patience()
        while file.seek(0, io.SEEK_END) < total:
            try:
                receive(server, path, file, bar)
                patience.progress()
            except Unreachable as error:
                patience.wait(error)


def receive(server, path, file, bar):
    """Appends what one request brings."""
    start = file.seek(0, io.SEEK_END)
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
        file.flush()
    if file.tell() == start:
        raise Unreachable("The download stopped at %s" % size(start))


# ---------------------------------------------------------------- restore


def restore(job, archive):
    """Makes the upgraded database beside the original, which stays untouched."""
    name = job["restoreName"]
    if job["restored"] == name:
        say("Database %s was restored already" % name)
        return
    if database_exists(job, name):
        clear_leftover(job, name)
    say("Restoring into the new database %s" % name)
    maintenance = job["database"] or "postgres"
    run(
        postgres("createdb", "--maintenance-db", maintenance, "--template", "template0", *locale(job), name, mark(job)),
        "Cannot create database %s" % name,
    )
    try:
        read_in(name, archive)
    except BaseException:
        Progress.wipe()
        run(postgres("dropdb", "--maintenance-db", maintenance, name), "Cannot drop the unfinished database %s" % name)
        raise
    ask(name, "analyze")
    ask(name, "comment on database \"%s\" is '%s'" % (name, "Juniper Upgrade, test copy"))
    job.set(restored=name)


def mark(job):
    """The comment of a database that is being restored: who may drop it as a leftover."""
    return "unfinished restore of Juniper Upgrade, job " + job["id"]


def clear_leftover(job, name):
    """Drops what an interrupted run of this very job has left; any other database stays, and is refused."""
    maintenance = job["database"] or "postgres"
    comment = "select shobj_description(oid, 'pg_database') from pg_database where datname = '%s'"
    if ask(maintenance, comment % name) != mark(job):
        raise ClientError("A database %s exists already and stays as it is. Choose another name with -r." % name)
    say("Dropping the unfinished %s of the interrupted run" % name)
    run(postgres("dropdb", "--maintenance-db", maintenance, name), "Cannot drop database %s" % name)


def locale(job):
    """The encoding and the sort order of the original."""
    if not job["database"]:
        return ["--encoding", "UTF8"]
    sql = "select pg_encoding_to_char(encoding), datcollate, datctype from pg_database where datname = current_database()"
    encoding, collate, ctype = ask(job["database"], sql).split("|")
    return ["--encoding", encoding, "--lc-collate", collate, "--lc-ctype", ctype]


def read_in(name, archive):
    """Feeds dump.sql to psql, which stops at the first error."""
    key = secrets.token_hex(16).encode() if knows_restrict() else None
    server_version = int(ask(name, "show server_version_num"))
    command = postgres("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", name)
    with zipfile.ZipFile(str(archive)) as files, files.open("dump.sql") as entry:
        bar, done = Progress("Restore", files.getinfo("dump.sql").file_size), 0
        with child(command, "Cannot restore " + name, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as psql:
            for line in guarded(io.BufferedReader(entry, BLOCK), key, server_version):
                psql.stdin.write(line)
                done += len(line)
                bar.at(done)


def knows_restrict():
    """Whether this psql can be kept from commands that a dump would smuggle in."""
    match = re.search(r"(\d+)\.(\d+)", run(["psql", "--version"], "Cannot run psql"))
    major, minor = (int(match.group(1)), int(match.group(2))) if match else (18, 0)
    return major > 17 or minor >= RESTRICT_SINCE.get(major, sys.maxsize)


def guarded(lines, key, server_version):
    r"""The dump without its own \restrict pair, which an older psql does not know; a newer one gets ours."""
    own = None
    if key:
        yield b"\\restrict " + key + b"\n"
    for number, line in enumerate(lines):
        match = RESTRICT.fullmatch(line) if line.startswith((b"\\restrict", b"\\unrestrict")) else None
        if match and (match.group(1) == own or own is None and number < 10):
            own = match.group(1)
        elif number > 40 or server_version >= 170000 or not line.startswith(b"SET transaction_timeout"):
            yield line


def merge_filestore(job, archive, args):
    """Gives the new database the original's files and the new ones (R59); guides where the original's are unknown."""
    production = filestore_of(job, args)
    with zipfile.ZipFile(str(archive)) as files:
        entries = [entry for entry in files.infolist() if SERVER_FILE.fullmatch(entry.filename)]
        if not production:
            say("No filestore is known for this database: nothing was merged. %d new files are in" % len(entries))
            say("  %s" % keep(job, archive))
            say("Name the production filestore to merge: restore %s --filestore DIR" % (job["requestId"]))
            return
        target = production.parent / job["restoreName"]
        taken = take_over(production, target)
        added = sum(add(files, entry, target, production) for entry in entries)
    say("Filestore %s: %d files of production, %d new" % (target, taken, added))
    archive.unlink()


def filestore_of(job, args):
    """The folder of the production files: as named, else where the ERP keeps them by default."""
    if args.filestore:
        return Path(args.filestore).resolve()
    if not job["database"]:
        return None
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    guess = Path(data) / "Odoo" / "filestore" / job["database"]
    return guess if guess.is_dir() else None


def take_over(production, target):
    """Links (else copies) every production file into the new filestore; nothing there is changed or lost."""
    count = 0
    for folder, _, names in os.walk(str(production), onerror=unreadable):
        new_folder = make_folder(target / os.path.relpath(folder, str(production)), production)
        for name in names:
            old, new = Path(folder) / name, new_folder / name
            count += 1
            if new.exists():
                continue
            try:
                os.link(str(old), str(new), follow_symlinks=False)
            except OSError:  # another disk, or somebody else's file
                shutil.copy2(str(old), str(new), follow_symlinks=False)
                own_like(production, new)
    return count


def unreadable(error):
    """A folder that cannot be read would lose its files."""
    raise ClientError("Cannot read %s: %s. Run this as the user that the ERP runs as." % (error.filename, error.strerror))


def make_folder(folder, production):
    """Makes a folder of the new filestore."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        own_like(production, folder)
    return folder


def own_like(production, path):
    """Gives a new file or folder the owner and the rights of the production filestore."""
    state = production.stat()
    if not path.is_symlink():
        path.chmod(state.st_mode & (0o777 if path.is_dir() else 0o666))
    if os.geteuid() == 0:
        os.chown(str(path), state.st_uid, state.st_gid, follow_symlinks=False)


def add(files, entry, target, production):
    """Adds a new file unless production has it whole; a damaged one is replaced in the copy alone."""
    path = target / SERVER_FILE.fullmatch(entry.filename).group(1)
    if path.is_file() and path.stat().st_size == entry.file_size:
        return 0
    make_folder(path.parent, production)
    part = path.with_suffix(".part")
    digest = hashlib.sha1()
    with files.open(entry) as reader, open(str(part), "wb") as writer:
        for block in iter(lambda: reader.read(BLOCK), b""):
            digest.update(block)
            writer.write(block)
    if digest.hexdigest() != path.name:
        part.unlink()
        raise ClientError("%s in the archive is damaged; please tell the support of Juniper Upgrade." % entry.filename)
    own_like(production, part)
    os.replace(str(part), str(path))
    return 1


def keep(job, archive):
    """Puts the result where the person is; gives its path."""
    path = Path.cwd() / (job["restoreName"] + ".zip")
    if not path.exists():
        shutil.move(str(archive), str(path))
        return path
    return archive


# ---------------------------------------------------------------- commands


def test(args):
    """Asks for an upgraded test copy and brings it here; the same command goes on with an interrupted one."""
    server = Server(args)
    job = job_of(args)
    job.sole_owner()
    token(job, server)
    dump(job)
    upload(job, server)
    submit(job, server)
    status = follow(job, server, args)
    delivered(job, status)
    receive_result(job, server, status, args)
    return OK


def job_of(args):
    """The interrupted job of this command, or a new one; what can be refused is refused before any work."""
    need(*(["psql", "pg_dump"] if args.dbname else []), *([] if args.no_restore else ["psql", "createdb", "dropdb"]))
    source = {"database": args.dbname, "file": args.dump and str(dump_file(args.dump))}
    key = [args.dbname or source["file"], args.target, os.environ.get("PGHOST", ""), os.environ.get("PGPORT", "")]
    found = next((job for job in Job.all(args.server) if job["key"] == key and not job["outcome"]), None)
    if found and args.new:
        found.finish("ABANDONED")
    elif found:
        say("Going on with the test of %s (--new begins another)" % found["begun"])
        found.set(restoreName=args.restore_name or found["restoreName"], noRestore=args.no_restore)
        return found
    contract = contract_of(args)
    base = re.sub(r"[^a-z0-9_-]", "_", (args.dbname or Path(source["file"]).name.split(".")[0]).lower())
    base = base if RESTORE_NAME.match(base) else "db_" + base
    stamp = "_test_%s_%s" % (args.target.replace(".", "_"), time.strftime("%Y%m%d_%H%M%S"))
    name = args.restore_name or base[: 63 - len(stamp)] + stamp
    facts = dict(source, key=key, server=args.server, targetVersion=args.target, contract=contract, name=base[:63])
    facts.update(email=email_of(args), restoreName=name, noRestore=args.no_restore, work=args.work_dir)
    if not args.no_restore and database_exists({"database": args.dbname}, name):
        raise ClientError("A database %s exists already and stays as it is. Choose another name with -r." % name)
    return Job.begin(**facts)


def dump_file(path):
    """The dump named on the command line: a file, or a folder of PostgreSQL's directory format."""
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
        raise UsageError("Which contract? The database names none (or is a file): give its code with -c.")
    return args.contract or own


def email_of(args):
    """Who gets the link and the report: as given, else as git knows the user, else asked for."""
    address = args.email or os.environ.get("JUNIPER_EMAIL", "")
    if not address and shutil.which("git"):
        command = ["git", "config", "--get", "user.email"]
        address = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()
        say("The report goes to %s (as git says; -e names another)" % printable(address)) if address else None
    if not address and sys.stdin.isatty():
        address = input("E-mail address for the link and the report: ").strip()
    if not EMAIL.fullmatch(address):
        raise UsageError("Who gets the report? Give one e-mail address with -e.")
    return address


def receive_result(job, server, status, args):
    """Downloads, restores, merges: each done once."""
    archive = download(job, server, status)
    report = job["server"] + job.request + "/report.html"
    if job["noRestore"]:
        kept = keep(job, archive)
        say("The upgraded database is in %s: dump.sql, and filestore with its new files." % kept)
        say("To restore it, with the production files merged: restore %s -r NAME --filestore DIR" % job["requestId"])
    else:
        restore(job, archive)
        merge_filestore(job, archive, args)
        say("The upgraded, neutralized test database is %s" % job["restoreName"])
    job.finish("DELIVERED")
    say("Report: %s, case: %s" % (report, case_page(job)))


def chosen(args):
    """The request that status, log and restore are about: the one named, else the newest of this machine."""
    jobs = [job for job in Job.all(args.server) if job["requestId"]]
    if not args.request and not jobs:
        raise ClientError("No request is known here for %s. Name one, with JUNIPER_TOKEN set." % args.server)
    wanted = args.request
    match = next((job for job in jobs if not wanted or wanted in (job["requestId"], job["number"])), None)
    if match:
        return match
    if not re.fullmatch(r"[0-9a-fA-F-]{36}", wanted):
        raise ClientError("No request %s is known here. Name it by its id, with JUNIPER_TOKEN set." % printable(wanted))
    return Job(None, {"requestId": wanted, "number": wanted, "server": args.server, "personal": True})


def status_of(args):
    """Says where a request stands."""
    server, job = Server(args), chosen(args)
    token(job, server) if job.folder else None
    status = server.json("GET", job.request)
    versions = printable("%s to %s" % (status.get("sourceVersion") or "?", status.get("targetVersion")))
    say("%s (%s), %s: %s" % (status.get("number"), job["requestId"], versions, printable(status.get("state"))))
    for step in status.get("steps") or []:
        say("  %-8s %s" % (printable(step.get("state", "")).lower(), step_line(step)))
    for text in [reason.get("message") for reason in status.get("reasons") or []] + [status.get("next")]:
        say("  " + printable(text)) if text else None
    if status.get("state") not in ENDED_BADLY + ("DELIVERED",):
        say(now_line(status))
    return FAILED if status.get("state") in ENDED_BADLY else OK


def log_of(args):
    """Prints a request's log, with -f until it ends."""
    server, job = Server(args), chosen(args)
    token(job, server) if job.folder else None
    offset = args.from_byte
    while True:
        state = server.json("GET", job.request).get("state")
        text = server.text_from(job.request + "/log", offset)
        whole = text if not args.follow else text[: text.rfind(b"\n") + 1]
        offset += len(whole)
        print(printable(whole.decode("utf-8", "replace")), end="", flush=True)
        ended = state == "DELIVERED" or state in ENDED_BADLY
        if ended or not args.follow:
            return FAILED if state in ENDED_BADLY else OK
        time.sleep(POLL_SECONDS)


def restore_again(args):
    """Downloads and restores the result of a request that has ended."""
    need(*([] if args.no_restore else ["psql", "createdb", "dropdb"]))
    server, job = Server(args), chosen(args)
    if not job.folder:
        job = Job.begin(**job.data)
    job.sole_owner()
    token(job, server)
    status = server.json("GET", job.request)
    if status.get("state") != "DELIVERED":
        raise ClientError("%s is not ready: %s." % (job["number"], printable(status.get("state")).lower()))
    stamp = time.strftime("upgraded_%Y%m%d_%H%M%S")
    name = args.restore_name or (job["restoreName"] if job["restoreName"] else stamp)
    job.set(restoreName=name, noRestore=args.no_restore, database=args.dbname or job["database"], work=args.work_dir or job["work"])
    receive_result(job, server, status, args)
    return OK


def production(args):
    """Not in this version: says so."""
    raise ClientError("The production upgrade from the command line comes with a later version. Test with: test -d ... -t ...")


# ---------------------------------------------------------------- the command line


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
        epilog="Run it as the user who owns the database, not as root. PostgreSQL is found as its own programs do"
        " (PGHOST, PGPORT, PGUSER, ~/.pgpass). JUNIPER_TOKEN binds a request to a person. Exit code 0 means success;"
        " 1 refused or failed, 2 wrong command, 3 waits for you, 75 server away, 130 interrupted: the same command"
        " goes on where it was.",
    )
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    database = checked(DATABASE_NAME, "a database name (up to 63 letters, digits, _ . -)")
    restore_name = checked(RESTORE_NAME, "a name for a database (a-z, 0-9, _ and -, up to 63, a letter first)")

    def command(name, action, text):
        made = commands.add_parser(name, help=text, description=text, epilog=root.epilog)
        made.set_defaults(action=action)
        server = os.environ.get("JUNIPER_SERVER") or DEFAULT_SERVER
        address = checked(re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?"), "a server's address like https://host")
        made.add_argument("--server", default=server, type=address, help="the platform, default %(default)s")
        made.add_argument("--ca", metavar="FILE", help="certificates of your own authority, PEM")
        made.add_argument("--insecure", action="store_true", help="do not check the server's certificate")
        made.add_argument("--debug", action="store_true", help="show where an error comes from")
        return made

    def result_options(made):
        made.add_argument("-r", "--restore-name", type=restore_name, help="name of the new database")
        made.add_argument("-x", "--no-restore", action="store_true", help="download only")
        made.add_argument("--filestore", metavar="DIR", help="the production database's filestore folder")
        made.add_argument("-w", "--work-dir", metavar="DIR", help="folder for dump and download, default: the state's")

    texts = {"test": "ask for an upgraded test copy", "production": "upgrade production (in a later version)"}
    for name, action in (("test", test), ("production", production)):
        made = command(name, action, texts[name])
        source = made.add_mutually_exclusive_group(required=True)
        source.add_argument("-d", "--dbname", type=database, help="database of this machine")
        source.add_argument("-i", "--dump", metavar="FILE", help="a dump instead: custom, directory, .sql, .gz, .zip")
        version = checked(VERSION, "a version like 17.0")
        made.add_argument("-t", "--target", required=True, type=version, help="version to reach, like 17.0")
        made.add_argument("-c", "--contract", help="contract's code, default: what the database says")
        made.add_argument("-e", "--email", help="who gets link and report, default: JUNIPER_EMAIL, git's user.email")
        made.add_argument("--modules-ported", action="store_true", help="declare that the custom modules are ported")
        made.add_argument("--new", action="store_true", help="do not go on with an interrupted one")
        made.add_argument("-q", "--quiet", action="store_true", help="steps only, no log")
        result_options(made)
    again = command("restore", restore_again, "download and restore a result (again)")
    result_options(again)
    again.add_argument("-d", "--dbname", type=database, help="the database it came from")
    log = command("log", log_of, "print a request's log")
    log.add_argument("-f", "--follow", action="store_true", help="go on until the request ends")
    log.add_argument("--from-byte", type=int, default=0, metavar="N", help="leave out the beginning")
    for made in (again, command("status", status_of, "say where a request stands"), log):
        made.add_argument("request", nargs="?", help="number or id, default: the newest of this machine")
    return root


def prepared(args):
    """Completes what belongs together."""
    args.server = args.server.rstrip("/")
    if getattr(args, "dump", None) and not args.restore_name:
        args.no_restore = True  # a dump says nothing about where its database lives
    if getattr(args, "work_dir", None):
        args.work_dir = str(Path(args.work_dir).resolve())
        if not os.access(args.work_dir, os.W_OK):
            raise UsageError("Cannot write into %s." % args.work_dir)
    return args


def interrupted(*_):
    """Ends on a signal as on Ctrl-C."""
    raise KeyboardInterrupt


def main():
    """Runs a command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    args = parser().parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGHUP, interrupted)
    os.umask(0o077)  # dumps and tokens are this user's alone
    try:
        if os.geteuid() == 0 and args.command != "production":
            say("Note: better run this as the user who owns the database than as %s." % getpass.getuser())
        return args.action(prepared(args))
    except KeyboardInterrupt:
        Progress.wipe()
        print("Interrupted. The same command goes on where it was.", file=sys.stderr)
        return INTERRUPTED
    except ClientError as error:
        Progress.wipe()
        traceback.print_exc() if args.debug else None
        print(error, file=sys.stderr) if str(error) else None
        print("The same command goes on where it was.", file=sys.stderr) if isinstance(error, Unreachable) else None
        return error.code
    except OSError as error:
        Progress.wipe()
        traceback.print_exc() if args.debug else None
        print("%s: %s" % (error.filename or "Error", error.strerror or error), file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
