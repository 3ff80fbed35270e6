"""The files beside the database: production's and the upgrade's in one folder, which then takes production's place."""

import contextlib
import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from postgres import child, psql
from sending import BLOCK
from terminal import ClientError, Progress, UsageError, number, say

NEW_FILE = re.compile(r"filestore/(([0-9a-f]{2})/(\2[0-9a-f]{38}))")
STORED_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}")
MARK = ".juniper-upgrade"  # names the job that a merged folder belongs to, until the folder is production's


def production_files(database, named):
    """The folder of the production files: as named, else where the ERP keeps them by default; None if unknown."""
    if named:
        return Path(named).resolve()
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    guess = Path(data) / "Odoo" / "filestore" / (database or "")
    return guess.resolve() if database and guess.is_dir() else None


def require_filestore(database, named):
    """The filestore of a database that is to be swapped; refuses early one that is unknown, unfit or another's."""
    production = production_files(database, named)
    if not production:
        raise UsageError(
            "Where is the filestore of %s? Name its folder with --filestore, an empty one if it has none." % database
        )
    if os.path.ismount(str(production)) or not os.access(str(production.parent), os.W_OK):
        raise UsageError("%s cannot be renamed by this user, as the swap has to. Is it a mount?" % production)
    names = [name for name, _ in stored_files(database)]
    missing = sum(not (production / name).exists() for name in names)
    if missing * 2 > len(names) and any(production.iterdir()):
        told = (production, number(missing), number(len(names)), database)
        raise UsageError("%s lacks %s of the %s files of %s. Name the right folder with --filestore." % told)
    return production


def merge_files(job, archive, production):
    """Puts the production files and the new ones into the restored database's folder (R59), checks them; gives it."""
    target = production.parent / job["restoreName"]
    make_folder(target, production)
    (target / MARK).write_text(job["id"])
    with zipfile.ZipFile(str(archive)) as files:
        entries = [entry for entry in files.infolist() if NEW_FILE.fullmatch(entry.filename)]
        taken = take_over(production, target)
        added = sum(add(files, entry, target, production) for entry in entries)
    say("Filestore %s: %s files of production, %s new" % (target, number(taken), number(added)))
    report_damage(job, target)
    return target


def is_ours(job, folder):
    """Whether a folder is the one that this job merged."""
    with contextlib.suppress(OSError):
        return (folder / MARK).read_text() == job["id"]
    return False


def unmark(folder):
    """Makes a merged folder one as any other."""
    with contextlib.suppress(FileNotFoundError):
        (folder / MARK).unlink()


def take_over(production, target):
    """Links, else copies, every production file into the new filestore; nothing of production is changed or lost."""
    count = 0
    for folder, _, names in os.walk(str(production), onerror=unreadable):
        new_folder = make_folder(target / os.path.relpath(folder, str(production)), production)
        for name in names:
            count += 1
            Progress.line("Merging the filestore: %s files" % number(count))
            if not os.path.lexists(os.path.join(str(new_folder), name)):
                link(Path(folder) / name, new_folder / name, production)
    return count


def link(old, new, production):
    """Links a file; copies one of another disk or of somebody else, so that a copy appears only when it is whole."""
    try:
        os.link(str(old), str(new), follow_symlinks=False)
    except FileNotFoundError:
        pass  # the ERP has just deleted it
    except OSError:
        part = new.with_name(new.name + ".part")
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
        shutil.copy2(str(old), str(part), follow_symlinks=False)
        own_like(production, part)
        os.replace(str(part), str(new))


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
    """Adds a new file, which must be what its name says, unless production has it whole; gives how many it added.

    A damaged one of production is replaced in the new folder alone.
    """
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


def report_damage(job, target):
    """Names every file of which the database knows and that is missing or has another size; all are in a list."""
    checked, damaged = 0, []
    for name, length in stored_files(job["restoreName"]):
        checked += 1
        Progress.line("Checking the filestore: %s files" % number(checked))
        try:
            found = (target / name).stat().st_size
        except OSError:
            damaged.append("missing: " + name)
            continue
        if length not in ("", str(found)):
            damaged.append("corrupt: %s has %d bytes instead of %s" % (name, found, length))
    result = "%s damaged" % number(len(damaged)) if damaged else "all there"
    say("Checked %s files of the database: %s" % (number(checked), result))
    for line in damaged[:10]:
        say("  " + line)
    if damaged:
        path = Path.cwd() / (job["restoreName"] + "-damaged-files.txt")
        path.write_text("\n".join(damaged) + "\n")
        say("Neither production nor the archive has them whole. All are named in %s" % path)


def stored_files(database):
    """Path and size, as text, of each file that a database keeps in its filestore."""
    sql = "select distinct store_fname, file_size from ir_attachment where store_fname is not null"
    with child(psql(database, "-F", "|", "-c", sql), "Cannot ask %s" % database, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            name, _, length = line.decode("utf-8", "replace").strip().partition("|")
            if STORED_NAME.fullmatch(name):
                yield name, length


def put_in_place(job, production, merged, backup):
    """Makes the merged folder production's, and keeps the old one as backup; goes on where it was interrupted."""
    if backup.exists() and production.exists() and not merged.exists():
        return
    if not is_ours(job, production):
        if production.exists() and not exchanged(production, merged):
            os.rename(str(production), str(backup))
        if not production.exists():
            os.rename(str(merged), str(production))
    if merged.exists():
        os.rename(str(merged), str(backup))


def put_back(job, production, merged, backup):
    """Takes back what put_in_place has done, wherever it was interrupted."""
    if backup.exists():
        if is_ours(job, production):
            os.rename(str(production), str(merged))
        os.rename(str(backup), str(production))
    elif is_ours(job, production):
        exchanged(production, merged)


def exchanged(one, other):
    """Exchanges two folders at once, where the system and the disk can (Linux: renameat2); gives whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename(here, os.fsencode(str(one)), here, os.fsencode(str(other)), exchange) == 0
