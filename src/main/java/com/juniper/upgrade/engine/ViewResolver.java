package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Resolves views as the ERP's server does when it loads them: a view is combined with those that extend it, by priority,
 * depth first; a primary view that inherits starts from its parent's whole; then every field it names is looked up.
 * Each view that does not fit is told once, and the others are resolved without it.
 */
final class ViewResolver {

    /** A view that does not fit in a language, and why. */
    record Broken(ViewRecord view, String language, String reason) {}

    private static final int ALL = 0;

    private final Map<Integer, ViewRecord> views = new LinkedHashMap<>();
    private final Map<Integer, List<ViewRecord>> extensions = new HashMap<>();
    private final ViewXml xml = new ViewXml();
    private final ViewInheritance inheritance = new ViewInheritance(xml);
    private final Models models;
    private final ViewFields fields;
    private final Map<Integer, Broken> broken = new LinkedHashMap<>();
    private final Map<String, @Nullable Element> combined = new HashMap<>();
    private final Map<String, Element> parsed = new HashMap<>();
    private final Map<Integer, List<ViewPlace.Target>> targets = new HashMap<>();
    private Set<Integer> wanted = Set.of();

    /**
     * Prepares to resolve.
     *
     * @param all the views, inactive ones too
     * @param models the models there are, with their fields
     */
    ViewResolver(Collection<ViewRecord> all, Models models) {
        this.models = models;
        fields = new ViewFields(models);
        all.stream()
                .sorted(Comparator.comparing(ViewRecord::priority).thenComparing(ViewRecord::id))
                .forEach(view -> views.put(view.id(), view));
        views.values().stream()
                .filter(view -> view.active() && !view.primary() && view.inheritId() != 0)
                .forEach(view -> extensions
                        .computeIfAbsent(view.inheritId(), id -> new ArrayList<>())
                        .add(view));
    }

    /** {@return the views that do not fit, in the order they were found} */
    List<Broken> resolve() {
        views.values().stream().filter(ViewRecord::active).forEach(this::checkAlone);
        var languages = languages();
        for (ViewRecord view : views.values()) {
            if (view.active() && (view.primary() || view.inheritId() == 0)) {
                for (String language : languages) {
                    websites(view).forEach(website -> check(view, language, website));
                }
            }
        }
        return List.copyOf(broken.values());
    }

    /**
     * {@return what the specifications of extensions find, in their order, by the extension; those of one that does not fit
     * end where it does not}
     */
    Map<Integer, List<ViewPlace.Target>> targets(Set<Integer> ids) {
        wanted = ids;
        for (Integer id : ids) {
            var view = views.get(id);
            if (view != null && view.inheritId() != 0) {
                combine(top(view), ViewRecord.ENGLISH, view.websiteId());
            }
        }
        return targets;
    }

    private Element apply(Element base, ViewRecord extension, String language) throws ViewBrokenException {
        var found = wanted.contains(extension.id()) && !targets.containsKey(extension.id())
                ? targets.computeIfAbsent(extension.id(), id -> new ArrayList<>())
                : null;
        return inheritance.apply(base, parsed(extension, language), target -> {
            if (found != null) {
                found.add(ViewPlace.Target.of(target));
            }
        });
    }

    private void checkAlone(ViewRecord view) {
        var checked = ViewRecord.ENGLISH;
        try {
            if (!view.archs().containsKey(ViewRecord.ENGLISH)) {
                throw new ViewBrokenException("it has no XML in en_US");
            }
            for (String language : view.archs().keySet()) {
                checked = language;
                var element = xml.parse(view.arch(language));
                if (language.equals(ViewRecord.ENGLISH)) {
                    parsed.put(view.id() + language, element);
                }
            }
            checked = ViewRecord.ENGLISH;
            if (!view.model().isEmpty() && models.missing(view.model()) != null) {
                throw new ViewBrokenException(String.valueOf(models.missing(view.model())));
            }
            if (view.inheritId() != 0 && !views.containsKey(view.inheritId())) {
                throw new ViewBrokenException(
                        "the view %d, which it inherits from, does not exist".formatted(view.inheritId()));
            }
        } catch (ViewBrokenException e) {
            tell(view, checked, e.reason());
        }
    }

    /** English, and the languages in which some view is built differently. */
    private Set<String> languages() {
        Set<String> found = new TreeSet<>(Set.of(ViewRecord.ENGLISH));
        for (ViewRecord view : views.values()) {
            view.archs().forEach((language, arch) -> {
                if (!found.contains(language) && !broken.containsKey(view.id()) && differs(view, language)) {
                    found.add(language);
                }
            });
        }
        return found;
    }

    private boolean differs(ViewRecord view, String language) {
        try {
            return !skeleton(parsed(view, language)).equals(skeleton(parsed(view, ViewRecord.ENGLISH)));
        } catch (ViewBrokenException e) {
            return false;
        }
    }

    /** All that views are combined and looked up by: everything but what is translated. */
    private static String skeleton(Element root) {
        var text = new StringBuilder();
        for (Element element : ViewXml.all(root)) {
            text.append(element.getTagName());
            var attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                var name = attributes.item(i).getNodeName();
                text.append(' ').append(name);
                if (!TranslatedAttributes.contain(name, element.getTagName(), element::getAttribute)) {
                    text.append('=').append(attributes.item(i).getNodeValue());
                }
            }
            text.append(';');
        }
        return text.toString();
    }

    private Element parsed(ViewRecord view, String language) throws ViewBrokenException {
        var known = parsed.get(view.id() + language);
        return known == null ? xml.parse(view.arch(language)) : known;
    }

    /** For no website in particular, and for each that has copies of a view's extensions. */
    private Set<Integer> websites(ViewRecord view) {
        if (view.websiteId() != ALL) {
            return Set.of(view.websiteId());
        }
        Set<Integer> found = new TreeSet<>(Set.of(ALL));
        websitesBelow(view, found);
        return found;
    }

    private void websitesBelow(ViewRecord view, Set<Integer> found) {
        for (ViewRecord child : extensions.getOrDefault(view.id(), List.of())) {
            if (child.websiteId() != ALL) {
                found.add(child.websiteId());
            }
            websitesBelow(child, found);
        }
    }

    private void check(ViewRecord view, String language, int website) {
        var whole = combine(view, language, website);
        if (whole == null || broken.containsKey(view.id())) {
            return;
        }
        try {
            fields.check(view.type(), view.model(), whole);
        } catch (ViewBrokenException e) {
            blame(view, e, language, website);
        }
    }

    /** Finds the view that brings in what the whole lacks: the last extension that names it, else the view itself. */
    private void blame(ViewRecord view, ViewBrokenException reason, String language, int website) {
        var names = withExtensions(view, website);
        Collections.reverse(names);
        for (ViewRecord culprit : names) {
            if (culprit.id() != view.id()
                    && !broken.containsKey(culprit.id())
                    && bringsIn(culprit.arch(language), reason.reason())) {
                tell(culprit, language, reason.reason());
                combined.clear();
                check(view, language, website);
                return;
            }
        }
        tell(view, language, reason.reason());
    }

    /** A specification that only looks for an element brings nothing in. */
    private static boolean bringsIn(String arch, String reason) {
        var name = Pattern.quote(reason.replaceFirst(".*'(\\w+)'$", "$1"));
        return Pattern.compile("<(field|groupby)\\b(?![^>]*\\bposition=)[^>]*\\bname=[\"']%1$s[\"']|=\"[^\"]*'%1$s[.':]"
                        .formatted(name))
                .matcher(arch)
                .find();
    }

    private List<ViewRecord> withExtensions(ViewRecord view, int website) {
        List<ViewRecord> found = new ArrayList<>();
        if (view.primary() && view.inheritId() != 0 && views.containsKey(view.inheritId())) {
            found.addAll(withExtensions(Objects.requireNonNull(views.get(view.inheritId())), website));
        }
        found.add(view);
        extensionsOf(view, website).forEach(child -> found.addAll(withExtensions(child, website)));
        return found;
    }

    private @Nullable Element combine(ViewRecord view, String language, int website) {
        var key = view.id() + " " + language + " " + website;
        if (!combined.containsKey(key)) {
            combined.put(key, combineNew(view, language, website));
        }
        return combined.get(key);
    }

    private @Nullable Element combineNew(ViewRecord view, String language, int website) {
        if (broken.containsKey(view.id())) {
            return null;
        }
        try {
            var start = parsed(view, language);
            if (view.inheritId() != 0) {
                var parent = views.get(view.inheritId());
                var base = parent == null ? null : combine(top(parent), language, website);
                if (base == null) {
                    return null;
                }
                start = apply(base, view, language);
            }
            return extend(start, view, language, website);
        } catch (ViewBrokenException e) {
            tell(view, language, e.reason());
            return null;
        }
    }

    /** The view that an extension is part of. */
    private ViewRecord top(ViewRecord view) {
        var current = view;
        while (!current.primary() && current.inheritId() != 0 && views.containsKey(current.inheritId())) {
            current = Objects.requireNonNull(views.get(current.inheritId()));
        }
        return current;
    }

    private Element extend(Element start, ViewRecord view, String language, int website) {
        var current = start;
        for (ViewRecord child : extensionsOf(view, website)) {
            try {
                current = extend(apply(current, child, language), child, language, website);
            } catch (ViewBrokenException e) {
                tell(child, language, e.reason());
            }
        }
        return current;
    }

    /** A website's own copy of an extension stands in for the general one of the same key. */
    private List<ViewRecord> extensionsOf(ViewRecord view, int website) {
        var all = extensions.getOrDefault(view.id(), List.of()).stream()
                .filter(child -> child.websiteId() == ALL || child.websiteId() == website)
                .filter(child -> child.model().equals(view.model()) && !broken.containsKey(child.id()))
                .toList();
        return all.stream()
                .filter(child -> child.websiteId() != ALL
                        || child.key() == null
                        || all.stream()
                                .noneMatch(other ->
                                        other.websiteId() != ALL && child.key().equals(other.key())))
                .toList();
    }

    private void tell(ViewRecord view, String language, String reason) {
        var told = language.equals(ViewRecord.ENGLISH) ? reason : "in %s, %s".formatted(language, reason);
        broken.putIfAbsent(view.id(), new Broken(view, language, told));
    }
}
