package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.reports.UpgradeReports;
import java.util.List;
import java.util.UUID;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the engine's place in the simulation of campaigns ({@code bin/bench campaign}, profile {@code recorded-engine}): each
 * copy takes as long as it is told to, no database is there, and all else is the platform itself.
 */
@Component
@Profile("recorded-engine")
class RecordedEngine implements BeanPostProcessor {

    private final ObjectProvider<JdbcClient> jdbc;
    private final long millis;

    RecordedEngine(ObjectProvider<JdbcClient> jdbc, @Value("${recorded.millis:50}") long millis) {
        this.jdbc = jdbc;
        this.millis = millis;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof UpgradeRun) {
            return replaced(bean, this::run);
        }
        if (bean instanceof Facts) {
            return replaced(
                    bean,
                    call -> call.getMethod().getName().equals("in") ? new Facts.Found(facts(), null) : call.proceed());
        }
        if (bean instanceof HostedDatabases) {
            return replaced(
                    bean,
                    call -> call.getMethod().getName().equals("reader")
                            ? new DatabaseAddress("jdbc:postgresql://recorded/none", "nobody", "")
                            : call.proceed());
        }
        if (bean instanceof Checklists) {
            return replaced(
                    bean, call -> call.getMethod().getName().equals("measureTrial") ? List.of() : call.proceed());
        }
        if (bean instanceof UpgradeReports || name.equals("invitationMessages")) {
            return replaced(bean, call -> null);
        }
        return bean;
    }

    private static Object replaced(Object bean, MethodInterceptor by) {
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(by);
        return proxy.getProxy();
    }

    private static DatabaseFacts facts() {
        return new DatabaseFacts(
                true,
                "18.0",
                List.of("17.0", "18.0"),
                true,
                null,
                "sample",
                "17.0",
                "enterprise",
                null,
                "ONLINE",
                null,
                List.of());
    }

    private @Nullable Object run(MethodInvocation call) throws Throwable {
        return switch (call.getMethod().getName()) {
            case "restore" -> {
                move(call, "state = 'RUNNING', started = now()");
                yield null;
            }
            case "analyse" -> {
                move(call, "line = 'sample', source_version = '17.0', edition = 'enterprise', modules = array['base']");
                yield facts();
            }
            case "modulesPorted" -> true;
            case "upgradeHop" -> {
                Thread.sleep(millis);
                yield false;
            }
            case "finish", "neutralize", "verify", "post", "pack" -> null;
            default -> call.proceed();
        };
    }

    private void move(MethodInvocation call, String change) {
        jdbc.getObject()
                .sql("update upgrade.request set %s where id = ?".formatted(change))
                .param((UUID) call.getArguments()[0])
                .update();
    }
}
