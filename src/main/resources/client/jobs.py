"""What the same command goes on with after an interruption: a folder for each request, readable by its user alone."""

import contextlib
import fcntl
import json
import os
import secrets
import time
import urllib.parse
from pathlib import Path

from terminal import ClientError


def state_folder():
    """The folder of this client's state."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    folder = Path(base) / "juniper-upgrade"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


class Job:
    """One request as this machine knows it: facts in state.json, beside it the files under way.

    Its facts, None until they are known: purpose, database or file (the source), server, targetVersion, contract,
    email, name, maintenance (the database to work from), jobs (connections of dump and restore), restoreName,
    noRestore; dump (path, bytes, time, sha256), temporary (the dump is ours to delete), token or personal (who asks),
    uploadId, uploaded, sentAgain, confirmedName (production without a test), ordered (perhaps without an answer),
    requestId, number, url, logOffset, steps (shown already), restored, restoredOid, outcome. Of a swap: swap,
    production (its filestore), backup (what production is called afterwards).
    """

    def __init__(self, folder, data):
        self.folder, self.data = folder, data

    def __getitem__(self, name):
        return self.data.get(name)

    def set(self, **facts):
        """Remembers facts, on the disk before it returns."""
        self.data.update(facts)
        part = self.folder / "state.part"
        with open(os.open(str(part), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.data, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(str(part), str(self.folder / "state.json"))

    @property
    def request(self):
        """The address of the request."""
        return "/api/requests/" + urllib.parse.quote(self["requestId"], safe="")

    @property
    def maintenance(self):
        """A database to work from: make, drop and rename others."""
        return self["maintenance"] or self["database"] or "postgres"

    @classmethod
    def begin(cls, **facts):
        """Makes a new one."""
        folder = state_folder() / (time.strftime("%Y%m%d-%H%M%S-") + secrets.token_hex(3))
        folder.mkdir(mode=0o700)
        job = cls(folder, {})
        job.set(id=folder.name, begun=time.strftime("%Y-%m-%d %H:%M"), **facts)
        return job

    @classmethod
    def all(cls, server):
        """Every one of a server, the newest first."""
        jobs = []
        for file in sorted(state_folder().glob("*/state.json"), reverse=True):
            with contextlib.suppress(ValueError, OSError):
                jobs.append(cls(file.parent, json.loads(file.read_text())))
        return [job for job in jobs if job["server"] == server]

    def finish(self, outcome):
        """Marks the end: the same command then begins a new one, several tests of one database (R64)."""
        self.set(outcome=outcome)

    def lock(self):
        """Refuses two commands at the same work; the lock ends with this process."""
        self.locked = open(str(self.folder / "lock"), "w")
        try:
            fcntl.flock(self.locked, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ClientError("The same command runs already; follow it with: log -f") from None


def enter(job, server):
    """Says who asks: a person by an API token, else the holder of a secret kept in the state file."""
    if job["token"]:
        server.token = job["token"]
    elif job["personal"] and not server.token:
        raise ClientError("This was begun with JUNIPER_TOKEN. Set it again, or begin anew with --new.")
    elif server.token:
        job.set(personal=True)
    else:
        server.token = server.json("POST", "/api/request-tokens")["token"]
        job.set(token=server.token)
