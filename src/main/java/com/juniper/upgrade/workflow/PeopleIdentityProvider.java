package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers the process engine's questions about people; they log in elsewhere, so it checks no password. */
@NullUnmarked
class PeopleIdentityProvider implements ReadOnlyIdentityProvider {

    private final JdbcClient jdbc;

    PeopleIdentityProvider(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public User findUserById(String id) {
        return createUserQuery().userId(id).singleResult();
    }

    @Override
    public boolean checkPassword(String id, String password) {
        return false;
    }

    @Override
    public Group findGroupById(String id) {
        return createGroupQuery().groupId(id).singleResult();
    }

    @Override
    public UserQuery createUserQuery() {
        return new PeopleQuery();
    }

    @Override
    public UserQuery createUserQuery(CommandContext context) {
        return new PeopleQuery();
    }

    @Override
    public GroupQuery createGroupQuery() {
        return new RoleQuery();
    }

    @Override
    public GroupQuery createGroupQuery(CommandContext context) {
        return new RoleQuery();
    }

    @Override
    public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("native user queries are not supported");
    }

    @Override
    public Tenant findTenantById(String id) {
        return null;
    }

    @Override
    public TenantQuery createTenantQuery() {
        return new NoTenants();
    }

    @Override
    public TenantQuery createTenantQuery(CommandContext context) {
        return new NoTenants();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** The user to whom a query is limited: the one who asks, unless he may read all. */
    private static String onlyVisibleTo(Resources resource) {
        var context = Context.getCommandContext();
        if (context.getAuthentication() == null
                || context.getAuthorizationManager().isAuthorized(Permissions.READ, resource, Authorization.ANY)) {
            return null;
        }
        return context.getAuthentication().getUserId();
    }

    private static <T> List<T> page(List<T> all, Page page) {
        if (page == null) {
            return new ArrayList<>(all);
        }
        return all.stream()
                .skip(page.getFirstResult())
                .limit(page.getMaxResults())
                .collect(Collectors.toList());
    }

    private final class PeopleQuery extends UserQueryImpl {

        PeopleQuery() {
            super(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
        }

        @Override
        public long executeCount(CommandContext context) {
            return people().size();
        }

        @Override
        public List<User> executeList(CommandContext context, Page page) {
            return page(people(), page);
        }

        private List<User> people() {
            var visible = onlyVisibleTo(Resources.USER);
            return jdbc
                    .sql("""
                            select login, first_name, last_name, email from person p
                            where (:id::text is null or login = :id)
                              and (:visible::text is null or login = :visible)
                              and (:role::text is null or exists (select 1 from membership m where m.login = p.login and m.role = :role))
                            order by login""")
                    .param("id", id)
                    .param("visible", visible)
                    .param("role", groupId == null ? null : roleOf(groupId))
                    .query((row, number) -> {
                        User user = new UserEntity(row.getString(1));
                        user.setFirstName(row.getString(2));
                        user.setLastName(row.getString(3));
                        user.setEmail(row.getString(4));
                        return user;
                    })
                    .list()
                    .stream()
                    .filter(user -> ids == null || Arrays.asList(ids).contains(user.getId()))
                    .collect(Collectors.toList());
        }
    }

    private static String roleOf(String group) {
        return Arrays.stream(Role.values())
                .filter(role -> role.group().equals(group))
                .map(Role::name)
                .findFirst()
                .orElse("");
    }

    private final class RoleQuery extends GroupQueryImpl {

        RoleQuery() {
            super(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
        }

        @Override
        public long executeCount(CommandContext context) {
            return roles().size();
        }

        @Override
        public List<Group> executeList(CommandContext context, Page page) {
            return page(roles(), page);
        }

        private List<Group> roles() {
            var visible = onlyVisibleTo(Resources.GROUP);
            var member = userId == null ? visible : userId;
            return Arrays.stream(Role.values())
                    .filter(role -> id == null || role.group().equals(id))
                    .filter(role -> ids == null || Arrays.asList(ids).contains(role.group()))
                    .filter(role -> member == null || has(member, role))
                    .map(PeopleIdentityProvider::group)
                    .collect(Collectors.toList());
        }

        private boolean has(String login, Role role) {
            return jdbc.sql("select count(*) from membership where login = ? and role = ?")
                            .params(login, role.name())
                            .query(Long.class)
                            .single()
                    > 0;
        }
    }

    private static Group group(Role role) {
        Group group = new GroupEntity(role.group());
        group.setName(role.group());
        return group;
    }

    private static final class NoTenants extends TenantQueryImpl {

        @Override
        public long executeCount(CommandContext context) {
            return 0;
        }

        @Override
        public List<Tenant> executeList(CommandContext context, Page page) {
            return List.of();
        }
    }
}
