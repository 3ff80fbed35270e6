"""The upgraded database in the place of production, on the customer's own server: all of it or nothing.

One transaction ends the connections to production, renames both databases and is committed only when the filestore
folders have changed places too. While it is open nobody can connect to production; a client, a connection or a server
that dies in it leaves production open and as it was. Which database has production's name, told by its oid, says
whether the swap took place.
"""

import contextlib
import shutil
import time
from pathlib import Path

from filestore import is_ours, put_back, put_in_place, take_over, unmark
from postgres import ask, drop, end_orphans, facts_of, identifier, literal, perform, session
from receiving import ARCHIVE, PARALLEL, comment
from sending import discard
from terminal import ClientError, Progress, printable, say

CARRIED_OVER = r"""
select format('revoke all on database %I from public, %I', {target}, pg_get_userbyid(datdba))
from pg_database where datname = {source} and datacl is not null \gexec
select format('grant %s on database %I to %s%s', privilege_type, {target},
  case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
  case when is_grantable then ' with grant option' else '' end)
from pg_database, aclexplode(datacl) where datname = {source} \gexec
select format('alter database %I with connection limit %s', {target}, datconnlimit)
from pg_database where datname = {source} \gexec
select format('comment on database %I is %L', {target}, shobj_description(oid, 'pg_database'))
from pg_database where datname = {source} \gexec
select format('alter %s set %s to %s',
  case setrole when 0 then format('database %I', {target})
  else format('role %I in database %I', pg_get_userbyid(setrole), {target}) end,
  split_part(setting, '=', 1),
  case when split_part(setting, '=', 1) in ('search_path', 'local_preload_libraries', 'session_preload_libraries',
    'temp_tablespaces') then coalesce(nullif(substr(setting, strpos(setting, '=') + 1), ''), '''''')
  else quote_literal(substr(setting, strpos(setting, '=') + 1)) end)
from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase, unnest(setconfig) as setting
where datname = {source} \gexec
"""


def carry_over(source, target):
    """SQL for psql: gives a database the grants, connection limit, comment and settings of another."""
    return CARRIED_OVER.format(source=literal(source), target=literal(target))


def require_swappable(name, maintenance):
    """Refuses before any work a database that this role could not swap at its end."""
    found = facts_of(name, maintenance)
    if not found["ours"]:
        raise ClientError("%s belongs to %s: run this as that role or as a superuser." % (name, found["owner"]))
    with session(maintenance, "Only a superuser may give the upgraded database what %s has" % name) as process:
        perform(process, "begin;" + carry_over(name, name) + "rollback;")


def folders(job):
    """Production's filestore, the merged one beside it, and where production's is kept."""
    production = Path(job["production"])
    return production, production.parent / job["restoreName"], production.parent / job["backup"]


def is_swapped(job):
    """Whether the upgraded database has production's name."""
    found = facts_of(job["database"], job.maintenance) if job["restoredOid"] else None
    return bool(found) and found["oid"] == job["restoredOid"]


def swap(job):
    """Puts database and files in production's place, or leaves both as they were and says why."""
    production, merged, backup = folders(job)
    take_over(production, merged)  # what production has got since
    say("Swapping: the connections to %s are ended and refused" % job["database"])
    start = time.monotonic()
    try:
        with session(job.maintenance, "Cannot swap %s" % job["database"]) as process:
            perform(process, renames(job), lambda: end_connections(job))
            say("The databases have changed names")
            put_in_place(job, production, merged, backup)
            say("The filestores have changed places")
            perform(process, "commit;")
    except BaseException as error:
        Progress.wipe()
        if settled(job, error):
            return
        if isinstance(error, ClientError):
            told = (error, connected(job), job["database"])
            raise ClientError("%s%s\n%s is as it was. The same command tries again, revert gives up." % told) from error
        raise
    say("%s was closed for %.1f s" % (job["database"], time.monotonic() - start))


def settle(job):
    """Finds out whether a swap took place whose end was not seen; gives that, or brings production's files back."""
    end_orphans(job.maintenance)
    swapped = is_swapped(job)
    if job["restoredOid"] and not swapped:
        put_back(job, *folders(job))
    return swapped


def settled(job, error):
    """As settle, after an error; says so where the server does not answer any more."""
    try:
        return settle(job)
    except ClientError as away:
        told = "%s\n%s\nWhether %s was swapped is not known yet: the same command finds out, and finishes."
        raise ClientError(told % (error, away, job["database"])) from error


def connected(job):
    """Who is still connected to production, in words."""
    who = ask(
        job.maintenance,
        "select string_agg(distinct format('%s (%s)', usename, application_name), ', ') from pg_stat_activity"
        " where usename is not null and datname = " + literal(job["database"]),
    )
    return "\nConnected: " + printable(who) if who else ""


def renames(job):
    """The transaction, but for its commit; the database before is kept, closed so that no ERP works on it."""
    names = {"old": job["database"], "new": job["restoreName"], "kept": job["backup"]}
    names = {key: identifier(name) for key, name in names.items()}
    return "begin; set local lock_timeout = '30s'; set local synchronous_commit = on;" + carry_over(
        job["database"], job["restoreName"]
    ) + (
        "alter database {old} rename to {kept}; alter database {new} rename to {old};"
        " alter database {kept} with allow_connections false;"
    ).format(**names)


def end_connections(job):
    """Ends who is connected to production or its successor, as far as this role may."""
    ask(
        job.maintenance,
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where pg_has_role(usesysid, 'MEMBER')"
        " and datname in (%s, %s)" % (literal(job["database"]), literal(job["restoreName"])),
    )


def complete(job):
    """Finishes a swap that took place."""
    production, merged, backup = folders(job)
    put_in_place(job, production, merged, backup)
    unmark(production)
    clean(job)
    job.finish("DELIVERED")
    say("%s is upgraded to %s." % (job["database"], job["targetVersion"]))
    say("The database before is kept as %s, closed to connections, its files in %s." % (job["backup"], backup))
    say("When you need neither any more: dropdb %s, and delete that folder." % job["backup"])


def undo(job):
    """Takes back what an unfinished production upgrade has prepared; production stays as it is."""
    name, merged = job["restoreName"], folders(job)[1]
    found = facts_of(name, job.maintenance)
    if found and (found["oid"] == job["restoredOid"] or found["comment"] in (None, comment(job))):
        drop(name, job.maintenance)
    if is_ours(job, merged):
        shutil.rmtree(str(merged))
    with contextlib.suppress(OSError):
        merged.rmdir()  # an empty one, not marked yet
    clean(job)
    job.finish("REVERTED")


def clean(job):
    """Deletes the files that this client made for itself."""
    if job["dump"]:
        discard(job)
    for file in (job.folder / ARCHIVE, job.folder / PARALLEL):
        if file.exists():
            file.unlink()
    shutil.rmtree(str(job.folder / "dump"), ignore_errors=True)
