package com.juniper.upgrade.projects;

import com.juniper.upgrade.projects.Branch.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Projects, their branches and what is to be fetched for them, in the platform's database. */
@Repository
class ProjectStore {

    private static final int TRIES = 5;

    private final JdbcClient jdbc;

    ProjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Project create(
            String name,
            String company,
            long databaseId,
            String productionBranch,
            String createdBy,
            String hookSecret) {
        return jdbc.sql("""
                        insert into upgrade.project (name, company, database_id, production_branch, created_by, hook_secret)
                        values (?, ?, ?, ?, ?, ?) returning *""")
                .params(name, company, databaseId, productionBranch, createdBy, hookSecret)
                .query(ProjectStore::project)
                .single();
    }

    Optional<Project> find(String name) {
        return jdbc.sql("select * from upgrade.project where name = ?")
                .param(name)
                .query(ProjectStore::project)
                .optional();
    }

    Optional<Project> find(long id) {
        return jdbc.sql("select * from upgrade.project where id = ?")
                .param(id)
                .query(ProjectStore::project)
                .optional();
    }

    /** {@return the project of a production database} */
    Optional<Project> ofDatabase(long databaseId) {
        return jdbc.sql("select * from upgrade.project where database_id = ?")
                .param(databaseId)
                .query(ProjectStore::project)
                .optional();
    }

    /** {@return the names of the projects of production databases, by those} */
    Map<Long, String> namesOf(Collection<Long> databaseIds) {
        Map<Long, String> names = new HashMap<>();
        jdbc.sql("select database_id, name from upgrade.project where database_id = any(?)")
                .param(databaseIds.toArray(Long[]::new))
                .query(row -> {
                    names.put(row.getLong(1), row.getString(2));
                });
        return names;
    }

    /** {@return all projects, by name} */
    List<Project> list() {
        return jdbc.sql("select * from upgrade.project order by name")
                .query(ProjectStore::project)
                .list();
    }

    /** {@return a company's projects, by name} */
    List<Project> list(String company) {
        return jdbc.sql("select * from upgrade.project where company = ? order by name")
                .param(company)
                .query(ProjectStore::project)
                .list();
    }

    /** Lets nobody else take note of a project's branches until the transaction ends. */
    void lock(Project project) {
        jdbc.sql("select from upgrade.project where id = ? for no key update")
                .param(project.id())
                .query((row, number) -> project)
                .single();
    }

    /** {@return the branches that are there, production first, then by name} */
    List<Branch> branches(Project project) {
        return jdbc.sql("""
                        select * from upgrade.project_branch where project = ? and gone is null
                        order by stage <> 'PRODUCTION', stage <> 'STAGING', name""").param(project.id()).query(ProjectStore::branch).list();
    }

    Optional<Branch> branch(Project project, String name) {
        return jdbc.sql("select * from upgrade.project_branch where project = ? and name = ? and gone is null")
                .params(project.id(), name)
                .query(ProjectStore::branch)
                .optional();
    }

    /** Says to which commit a branch was moved; {@return it as it is known now}. */
    Branch moved(Project project, String name, Stage stageIfNew, String commitId, String by, Instant pushed) {
        return jdbc.sql("""
                        insert into upgrade.project_branch (project, name, stage, commit_id, pushed_by, pushed)
                        values (:project, :name, :stage, :commit, :by, :pushed)
                        on conflict (project, name) do update set commit_id = excluded.commit_id, pushed_by = excluded.pushed_by,
                          pushed = excluded.pushed, gone = null
                        returning *""")
                .param("project", project.id())
                .param("name", name)
                .param("stage", stageIfNew.name())
                .param("commit", commitId)
                .param("by", by)
                .param("pushed", Timestamp.from(pushed))
                .query(ProjectStore::branch)
                .single();
    }

    void gone(Project project, String name) {
        jdbc.sql("update upgrade.project_branch set gone = now() where project = ? and name = ?")
                .params(project.id(), name)
                .update();
    }

    void stage(Project project, String name, Stage stage) {
        jdbc.sql("update upgrade.project_branch set stage = ? where project = ? and name = ?")
                .params(stage.name(), project.id(), name)
                .update();
    }

    /**
     * Where a project's repository is, too.
     *
     * @param url with credentials; null where it is nowhere else
     * @param secret with which that host signs; null where none can
     */
    record Remote(@Nullable String url, @Nullable String secret) {}

    Remote remote(Project project) {
        return jdbc.sql("select remote, hook_secret from upgrade.project where id = ?")
                .param(project.id())
                .query((row, number) -> new Remote(row.getString(1), row.getString(2)))
                .single();
    }

    void remote(Project project, @Nullable String url) {
        jdbc.sql("update upgrade.project set remote = ? where id = ?")
                .params(url, project.id())
                .update();
    }

    /** A branch of an outside host to fetch, or to delete. */
    record Fetch(long projectId, String branch, boolean deleted, Instant asked) {}

    /** Asks for a branch to be fetched; a failed fetch begins anew. */
    void askFetch(Project project, String branch, boolean deleted) {
        jdbc.sql("""
                        insert into upgrade.branch_fetch (project, branch, deleted) values (?, ?, ?)
                        on conflict (project, branch) do update set deleted = excluded.deleted, asked = clock_timestamp(), tries = 0,
                          next = now(), problem = null""").params(project.id(), branch, deleted).update();
    }

    List<Fetch> dueFetches() {
        return jdbc.sql("select * from upgrade.branch_fetch where next <= now() order by next limit 100")
                .query((row, number) -> new Fetch(
                        row.getLong("project"),
                        row.getString("branch"),
                        row.getBoolean("deleted"),
                        row.getTimestamp("asked").toInstant()))
                .list();
    }

    /** Forgets a fetch that is done, unless it was asked for again meanwhile. */
    void fetched(Fetch fetch) {
        jdbc.sql("delete from upgrade.branch_fetch where project = ? and branch = ? and asked = ?")
                .params(fetch.projectId(), fetch.branch(), Timestamp.from(fetch.asked()))
                .update();
    }

    /** Tries a fetch again after that time, twice that the next time; five times in all, or never again. */
    void notFetched(Fetch fetch, String problem, boolean again, Duration pause) {
        jdbc.sql("""
                        update upgrade.branch_fetch set tries = tries + 1, problem = :problem,
                          next = case when :again and tries + 1 < :tries then now() + :pause * 2 ^ tries * interval '1 second' end
                        where project = :project and branch = :branch and asked = :asked""")
                .param("problem", problem)
                .param("again", again)
                .param("tries", TRIES)
                .param("pause", pause.toSeconds())
                .param("project", fetch.projectId())
                .param("branch", fetch.branch())
                .param("asked", Timestamp.from(fetch.asked()))
                .update();
    }

    /** {@return why the branches that an outside host announced are not fetched, a sentence for each} */
    List<String> fetchProblems(Project project) {
        return jdbc.sql(
                        "select branch || ': ' || problem from upgrade.branch_fetch where project = ? and problem is not null order by branch")
                .param(project.id())
                .query(String.class)
                .list();
    }

    private static Project project(ResultSet row, int number) throws SQLException {
        return new Project(
                row.getLong("id"),
                row.getString("name"),
                row.getString("company"),
                row.getLong("database_id"),
                row.getString("production_branch"),
                row.getString("created_by"),
                row.getTimestamp("created").toInstant());
    }

    private static Branch branch(ResultSet row, int number) throws SQLException {
        return new Branch(
                row.getLong("project"),
                row.getString("name"),
                Stage.valueOf(row.getString("stage")),
                row.getString("commit_id"),
                row.getString("pushed_by"),
                row.getTimestamp("pushed").toInstant());
    }
}
