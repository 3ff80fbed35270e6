package com.juniper.upgrade.workflow.access;

import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/** The resources of the process engine's REST API and web applications, as the running platform serves them. */
final class EngineResources {

    private static final String APPLICATION = "jakarta.ws.rs.Application";

    private EngineResources() {}

    /**
     * A method and an address.
     *
     * @param address of its servlet too, like {@code /engine-rest/task/{id}}
     */
    record Endpoint(String method, String address) {

        /** {@return the address as {@link EngineCall} has it} */
        String path() {
            return address.replaceFirst("^/(camunda/api/engine|engine-rest)/(engine/\\{[^/]+}/)?", "")
                    .replaceFirst("^/", "");
        }

        boolean isReading() {
            return method.equals("GET") || method.equals("OPTIONS");
        }

        /** {@return whether the REST API has it twice, here with the one engine's name} */
        boolean isCopy() {
            return address.startsWith("/engine-rest/engine/{");
        }

        boolean isOfPrograms() {
            return address.startsWith("/engine-rest/");
        }

        @Override
        public String toString() {
            return method + " " + address;
        }
    }

    /** {@return every one of them, but the logout, which Spring Security answers} */
    static Set<Endpoint> of(WebApplicationContext platform) {
        Set<Endpoint> found =
                new TreeSet<>(Comparator.comparing(Endpoint::address).thenComparing(Endpoint::method));
        Objects.requireNonNull(platform.getServletContext())
                .getServletRegistrations()
                .values()
                .forEach(servlet -> servlet.getMappings().stream()
                        .filter(mapping -> mapping.matches("/(engine-rest|camunda)/.*"))
                        .forEach(mapping -> classes(servlet, platform)
                                .map(Resource::from)
                                .filter(Objects::nonNull)
                                .forEach(resource -> add(mapping.replaceFirst("/\\*$", ""), resource, found))));
        found.removeIf(endpoint -> endpoint.address().endsWith("/logout"));
        return found;
    }

    private static Stream<Class<?>> classes(ServletRegistration servlet, WebApplicationContext platform) {
        var name = servlet.getInitParameter(APPLICATION);
        var application = name == null
                ? platform.getBean(ResourceConfig.class)
                : (Application) BeanUtils.instantiateClass(
                        ClassUtils.resolveClassName(name, EngineResources.class.getClassLoader()));
        return application.getClasses().stream();
    }

    private static void add(String prefix, Resource resource, Set<Endpoint> found) {
        var address = (prefix + "/" + Objects.requireNonNullElse(resource.getPath(), ""))
                .replaceAll("/+", "/")
                .replaceFirst("/$", "");
        methods(address, resource, found);
        resource.getChildResources().forEach(child -> add(address, child, found));
        var locator = resource.getResourceLocator();
        if (locator != null) {
            var located =
                    Objects.requireNonNull(Resource.from(locator.getInvocable().getRawResponseType()), address);
            methods(address, located, found);
            located.getChildResources().forEach(child -> add(address, child, found));
        }
    }

    private static void methods(String address, Resource resource, Set<Endpoint> found) {
        resource.getResourceMethods().forEach(method -> found.add(new Endpoint(method.getHttpMethod(), address)));
    }
}
