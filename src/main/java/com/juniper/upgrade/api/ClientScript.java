package com.juniper.upgrade.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** Makes one script of the command-line client: each of its modules stands where it is first imported. */
final class ClientScript {

    private static final Pattern IMPORT = Pattern.compile("^from (\\w+) import .*\\n", Pattern.MULTILINE);

    private final Set<String> included = new HashSet<>();

    private ClientScript() {}

    static String read() {
        return new ClientScript().module("upgrade");
    }

    private String module(String name) {
        return IMPORT.matcher(text(name)).replaceAll(this::inline);
    }

    private String inline(MatchResult found) {
        var name = found.group(1);
        if (!resource(name).exists()) {
            return Matcher.quoteReplacement(found.group());
        }
        return included.add(name) ? Matcher.quoteReplacement("\n# %s.py\n%s\n".formatted(name, module(name))) : "";
    }

    private static String text(String name) {
        try {
            return resource(name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassPathResource resource(String name) {
        return new ClassPathResource("client/" + name + ".py");
    }
}
