package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The tags of an XML text with where each attribute stands, so that a name in it can be changed and all else stays. */
final class Markup {

    /** A tag that opens or closes an element, or both. */
    record Tag(String name, boolean opens, boolean closes, Map<String, Value> attributes, Value text) {

        String attribute(String attribute) {
            var value = attributes.get(attribute);
            return value == null ? "" : value.raw();
        }
    }

    /** A piece of the text as it stands there, with entities. */
    record Value(int start, String raw) {

        /** {@return what a reader finds in it when the entities are read, at the places of the whole text} */
        List<Mention> mentions(Function<String, List<Mention>> reader) {
            if (raw.indexOf('&') < 0) {
                return reader.apply(raw).stream()
                        .map(mention -> mention.at(start + mention.start(), start + mention.end()))
                        .toList();
            }
            var plain = new StringBuilder();
            List<Integer> places = new ArrayList<>();
            var letters = LETTER.matcher(raw);
            while (letters.find()) {
                places.add(start + letters.start());
                plain.append(
                        ENTITIES.getOrDefault(letters.group(), letters.group().substring(0, 1)));
            }
            places.add(start + raw.length());
            return reader.apply(plain.toString()).stream()
                    .map(mention -> mention.at(places.get(mention.start()), places.get(mention.end())))
                    .toList();
        }
    }

    /** What is not closed is taken too, and is no tag: nothing is looked at twice, however much there is of it. */
    static final Pattern TAG = Pattern.compile(
            "<!--(?:.*?-->|.*+)|<!\\[CDATA\\[(?:.*?\\]\\]>|.*+)|<\\?(?:.*?\\?>|.*+)"
                    + "|<(/?)([\\w.:-]++)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)(>)?+",
            Pattern.DOTALL);

    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<![\\w.:-])([\\w.:-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");
    private static final Map<String, String> ENTITIES =
            Map.of("&quot;", "\"", "&apos;", "'", "&#39;", "'", "&#34;", "\"", "&lt;", "<", "&gt;", ">", "&amp;", "&");
    private static final Pattern LETTER = Pattern.compile("&(?:quot|apos|#39|#34|lt|gt|amp);|.", Pattern.DOTALL);

    private Markup() {}

    /** {@return the tags, in their order; comments are none} */
    static List<Tag> tags(String xml) {
        List<Tag> found = new ArrayList<>();
        var tags = TAG.matcher(xml);
        while (tags.find()) {
            if (tags.group(4) != null) {
                var end = xml.indexOf('<', tags.end());
                var text = new Value(tags.end(), xml.substring(tags.end(), end < 0 ? xml.length() : end));
                boolean closes = !tags.group(1).isEmpty();
                found.add(new Tag(
                        tags.group(2),
                        !closes,
                        closes || tags.group(3).endsWith("/"),
                        attributes(tags.group(3), tags.start(3)),
                        text));
            }
        }
        return found;
    }

    static Map<String, Value> attributes(String text, int start) {
        if (text.indexOf('=') < 0) {
            return Map.of();
        }
        Map<String, Value> found = new HashMap<>();
        ATTRIBUTE.matcher(text).results().forEach(attribute -> {
            int group = attribute.group(2) == null ? 3 : 2;
            found.put(attribute.group(1), new Value(start + attribute.start(group), attribute.group(group)));
        });
        return found;
    }
}
