package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Texts that are objects of one text for each language, as from 16.0 on. */
final class ByLanguage {

    private ByLanguage() {}

    /** {@return the object with each of its texts changed; anything else as it is} */
    static String map(String json, UnaryOperator<String> change) {
        try {
            var object = Catalog.JSON.readTree(json);
            if (!(object instanceof ObjectNode texts)) {
                return json;
            }
            var changed = texts.deepCopy();
            texts.properties().stream()
                    .filter(text -> text.getValue().isTextual())
                    .forEach(text -> changed.put(
                            text.getKey(), change.apply(text.getValue().asText())));
            return changed.equals(texts) ? json : Catalog.JSON.writeValueAsString(changed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the text of each language} */
    static Map<String, String> read(String json) {
        try {
            Map<String, String> texts = new TreeMap<>();
            Catalog.JSON.readTree(json).properties().forEach(text -> {
                if (text.getValue().isTextual()) {
                    texts.put(text.getKey(), text.getValue().asText());
                }
            });
            return texts;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return its texts, each once} */
    static List<String> texts(String json) {
        try {
            var object = Catalog.JSON.readTree(json);
            return object.isObject()
                    ? object.properties().stream()
                            .filter(text -> text.getValue().isTextual())
                            .map(text -> text.getValue().asText())
                            .distinct()
                            .toList()
                    : Stream.of(json).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
