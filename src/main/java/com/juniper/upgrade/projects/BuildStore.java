package com.juniper.upgrade.projects;

import com.juniper.upgrade.modules.Problem;
import com.juniper.upgrade.projects.BranchUpgrade.Purpose;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The upgrades of branches and their builds, in the platform's database. */
@Repository
class BuildStore {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    BuildStore(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** A build has succeeded or failed; told in the transaction of that. */
    record BuildEnded(Build build) {}

    /** A branch upgrade has entered its mode, or ended; told in the transaction of that. */
    record UpgradeMoved(BranchUpgrade upgrade) {}

    /** What is asked for. */
    record Asked(Project project, String branch, Purpose purpose, String targetVersion, String email, String login) {}

    BranchUpgrade insert(Asked asked, State state, @Nullable UUID request) {
        return jdbc.sql("""
                        insert into upgrade.branch_upgrade (project, branch, purpose, target_version, email, state, request_id, asked_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning *""")
                .params(
                        asked.project().id(),
                        asked.branch(),
                        asked.purpose().name(),
                        asked.targetVersion(),
                        asked.email(),
                        state.name(),
                        request,
                        asked.login())
                .query(BuildStore::upgrade)
                .single();
    }

    BranchUpgrade upgrade(long upgrade) {
        return jdbc.sql("select * from upgrade.branch_upgrade where id = ?")
                .param(upgrade)
                .query(BuildStore::upgrade)
                .single();
    }

    /** A branch upgrade, which nobody else moves until this transaction ends: commits come one after the other. */
    BranchUpgrade lock(long upgrade) {
        return jdbc.sql("select * from upgrade.branch_upgrade where id = ? for update")
                .param(upgrade)
                .query(BuildStore::upgrade)
                .single();
    }

    /** The upgrade of a branch that has not ended, locked. */
    Optional<BranchUpgrade> lockOpen(long project, String branch) {
        return jdbc.sql(
                        "select * from upgrade.branch_upgrade where project = ? and branch = ? and ended is null for update")
                .params(project, branch)
                .query(BuildStore::upgrade)
                .optional();
    }

    Optional<BranchUpgrade> ofRequest(UUID request) {
        return jdbc.sql("select * from upgrade.branch_upgrade where request_id = ?")
                .param(request)
                .query(BuildStore::upgrade)
                .optional();
    }

    /** The newest upgrade of each branch of a project. */
    List<BranchUpgrade> newest(long project) {
        return jdbc.sql(
                        "select distinct on (branch) * from upgrade.branch_upgrade where project = ? order by branch, id desc")
                .param(project)
                .query(BuildStore::upgrade)
                .list();
    }

    /** The test upgrade of a project to a version that the newest build which ended belongs to, if that succeeded (R128). */
    Optional<BranchUpgrade> tested(long project, String targetVersion) {
        return jdbc.sql("""
                        select u.* from (
                          select b.upgrade, b.state from upgrade.build b join upgrade.branch_upgrade t on t.id = b.upgrade
                          where t.project = ? and t.purpose = 'TEST' and t.target_version = ? and b.state in ('SUCCEEDED', 'FAILED')
                          order by b.id desc limit 1) newest
                        join upgrade.branch_upgrade u on u.id = newest.upgrade
                        where newest.state = 'SUCCEEDED'""")
                .params(project, targetVersion)
                .query(BuildStore::upgrade)
                .optional();
    }

    BranchUpgrade enter(long upgrade, State state, Duration longest) {
        var entered = jdbc.sql(
                        "update upgrade.branch_upgrade set state = ?, ends = now() + ? * interval '1 second' where id = ? returning *")
                .params(state.name(), longest.toSeconds(), upgrade)
                .query(BuildStore::upgrade)
                .single();
        events.publishEvent(new UpgradeMoved(entered));
        return entered;
    }

    void upgrading(long upgrade, UUID request) {
        jdbc.sql("update upgrade.branch_upgrade set state = 'UPGRADING', request_id = ? where id = ?")
                .params(request, upgrade)
                .update();
    }

    /** Ends an upgrade, and what still waits in it. */
    void end(long upgrade, State state, @Nullable String reason) {
        jdbc.sql(
                        "update upgrade.branch_upgrade set state = ?, reason = ?, ended = now() where id = ? and ended is null returning *")
                .params(state.name(), reason, upgrade)
                .query(BuildStore::upgrade)
                .optional()
                .ifPresent(ended -> events.publishEvent(new UpgradeMoved(ended)));
        supersede(upgrade);
    }

    /** A newer commit wins. */
    private void supersede(long upgrade) {
        jdbc.sql("update upgrade.build set state = 'SUPERSEDED', ended = now() where upgrade = ? and state = 'QUEUED'")
                .param(upgrade)
                .update();
    }

    /** Queues the build of a commit, in place of older ones that wait; the caller has the project locked. */
    Build queue(BranchUpgrade upgrade, String commit, String login) {
        supersede(upgrade.id());
        return jdbc.sql("""
                        insert into upgrade.build (project, number, upgrade, branch, commit_id, pushed_by)
                        select :project, 1 + coalesce(max(number), 0), :upgrade, :branch, :commit, :login
                        from upgrade.build where project = :project returning *""")
                .param("project", upgrade.project())
                .param("upgrade", upgrade.id())
                .param("branch", upgrade.branch())
                .param("commit", commit)
                .param("login", login)
                .query(BuildStore::build)
                .single();
    }

    Optional<Build> queued(long upgrade) {
        return in(upgrade, "QUEUED");
    }

    Optional<Build> running(long upgrade) {
        return in(upgrade, "RUNNING");
    }

    private Optional<Build> in(long upgrade, String state) {
        return jdbc.sql("select * from upgrade.build where upgrade = ? and state = ? order by id desc limit 1")
                .params(upgrade, state)
                .query(BuildStore::build)
                .optional();
    }

    /** An upgrade of which a build waits. */
    record Waiting(long upgrade, boolean forProduction, String cluster) {}

    /** Upgrades of which a build waits, and none runs, since so many seconds at least: oldest first. */
    List<Waiting> waiting(int seconds) {
        return jdbc.sql("""
                        select b.upgrade, u.purpose, d.cluster
                        from upgrade.build b join upgrade.branch_upgrade u on u.id = b.upgrade
                        join upgrade.project p on p.id = b.project join upgrade.hosted_database d on d.id = p.database_id
                        where b.state = 'QUEUED' and b.queued < now() - ? * interval '1 second'
                          and u.state in ('ON_COMMIT', 'ARMED')
                          and not exists (select from upgrade.build r where r.upgrade = b.upgrade and r.state = 'RUNNING')
                        order by b.id""")
                .param(seconds)
                .query((row, number) ->
                        new Waiting(row.getLong(1), row.getString(2).equals("PRODUCTION"), row.getString(3)))
                .list();
    }

    void running(Build build) {
        jdbc.sql("update upgrade.build set state = 'RUNNING', started = now() where id = ? and state = 'QUEUED'")
                .param(build.id())
                .update();
    }

    void succeeded(Build build, @Nullable Long database) {
        jdbc.sql(
                        "update upgrade.build set state = 'SUCCEEDED', ended = clock_timestamp(), database_id = ? where id = ?")
                .params(database, build.id())
                .update();
        events.publishEvent(new BuildEnded(require(build.id())));
    }

    void failed(Build build, Problem problem) {
        jdbc.sql(
                        "update upgrade.build set state = 'FAILED', ended = clock_timestamp(), failed_path = ?, failed_line = ?, failure = ? where id = ?")
                .params(problem.path(), problem.line(), problem.message(), build.id())
                .update();
        events.publishEvent(new BuildEnded(require(build.id())));
    }

    Build require(long build) {
        return jdbc.sql("select * from upgrade.build where id = ?")
                .param(build)
                .query(BuildStore::build)
                .single();
    }

    Optional<Build> find(long project, int number) {
        return jdbc.sql("select * from upgrade.build where project = ? and number = ?")
                .params(project, number)
                .query(BuildStore::build)
                .optional();
    }

    /** A project's builds, newest first; of one branch, where it is given. */
    List<Build> newest(long project, @Nullable String branch, int limit) {
        return jdbc.sql("""
                        select * from upgrade.build where project = :project and (:branch::text is null or branch = :branch)
                        order by number desc limit :limit""")
                .param("project", project)
                .param("branch", branch)
                .param("limit", limit)
                .query(BuildStore::build)
                .list();
    }

    /** The builds that ended last. */
    List<Build> endedLast(int limit) {
        return jdbc.sql("select * from upgrade.build where ended is not null order by ended desc limit ?")
                .param(limit)
                .query(BuildStore::build)
                .list();
    }

    /** How the build before one ended, on the same branch. */
    Optional<Build> before(Build build) {
        return jdbc.sql("""
                        select * from upgrade.build where upgrade = ? and id < ? and state in ('SUCCEEDED', 'FAILED')
                        order by id desc limit 1""")
                .params(build.upgrade(), build.id())
                .query(BuildStore::build)
                .optional();
    }

    private static BranchUpgrade upgrade(ResultSet row, int index) throws SQLException {
        return new BranchUpgrade(
                row.getLong("id"),
                row.getLong("project"),
                row.getString("branch"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("target_version"),
                row.getString("email"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("request_id", UUID.class),
                row.getString("asked_by"),
                row.getTimestamp("asked").toInstant(),
                instant(row.getTimestamp("ends")),
                instant(row.getTimestamp("ended")));
    }

    private static Build build(ResultSet row, int index) throws SQLException {
        return new Build(
                row.getLong("id"),
                row.getLong("project"),
                row.getInt("number"),
                row.getLong("upgrade"),
                row.getString("branch"),
                row.getString("commit_id"),
                row.getString("pushed_by"),
                Build.State.valueOf(row.getString("state")),
                row.getTimestamp("queued").toInstant(),
                instant(row.getTimestamp("started")),
                instant(row.getTimestamp("ended")),
                row.getObject("database_id", Long.class),
                row.getString("failed_path"),
                row.getObject("failed_line", Integer.class),
                row.getString("failure"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
