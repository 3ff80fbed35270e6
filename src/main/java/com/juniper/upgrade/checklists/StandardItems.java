package com.juniper.upgrade.checklists;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

/** The items that every checklist begins with ({@code checklists/items.yaml}), for the apps that are installed (R100). */
final class StandardItems {

    private static final List<Area> AREAS = read();

    private StandardItems() {}

    /** A part of the business. */
    record Area(String area, String title, List<Item> items) {}

    /**
     * Something to check.
     *
     * @param apps modules of which one must be installed; none where it is for every database
     * @param evidence the checks beside it
     */
    record Item(String name, String text, @Nullable String requirement, List<String> apps, List<String> evidence) {

        boolean isFor(Collection<String> modules) {
            return apps.isEmpty() || apps.stream().anyMatch(modules::contains);
        }
    }

    /** {@return the areas with the items for a database that has these modules; those without any are left out} */
    static List<Area> of(Collection<String> modules) {
        return AREAS.stream()
                .map(area -> new Area(
                        area.area(),
                        area.title(),
                        area.items().stream()
                                .filter(item -> item.isFor(modules))
                                .toList()))
                .filter(area -> !area.items().isEmpty())
                .toList();
    }

    /** {@return every area} */
    static List<Area> all() {
        return AREAS;
    }

    private static List<Area> read() {
        try (InputStream file = new ClassPathResource("checklists/items.yaml").getInputStream()) {
            List<Area> areas = new ArrayList<>();
            for (Map<String, Object> area : new Yaml().<List<Map<String, Object>>>load(file)) {
                areas.add(new Area(text(area, "area"), text(area, "title"), items(area)));
            }
            return List.copyOf(areas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Item> items(Map<String, Object> area) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(area.get("items")))
                .stream()
                        .map(item -> new Item(
                                text(item, "item"),
                                text(item, "text"),
                                (String) item.get("requirement"),
                                texts(item, "apps"),
                                texts(item, "evidence")))
                        .toList();
    }

    private static String text(Map<String, Object> entry, String name) {
        return (String) Objects.requireNonNull(entry.get(name), () -> "%s is missing in %s".formatted(name, entry));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Map<String, Object> entry, String name) {
        return List.copyOf((List<String>) entry.getOrDefault(name, List.of()));
    }
}
