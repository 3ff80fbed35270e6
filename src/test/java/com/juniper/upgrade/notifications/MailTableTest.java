package com.juniper.upgrade.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/notifications.md} names every mail. */
class MailTableTest {

    private static final Pattern PUT = Pattern.compile("\\boutbox\\s*\\.put\\(");
    /** A subject in the code: the text that follows the recipient, or that a method named mail… is called with. */
    private static final Pattern SUBJECT = Pattern.compile(
            "(?:Mail\\s*\\.to\\(|\\b(?:mail|tell|notify|write|remind)\\w*\\()[^;\"]*\"((?:[^\"\\\\]|\\\\.)+)\"");

    private static final Pattern PLACES = Pattern.compile("%[0-9$]*[sd]");

    @Test
    void everySubjectIsInTheTable() throws IOException {
        var table = Files.readString(Path.of("docs", "notifications.md"));

        var subjects = subjects();

        assertThat(subjects).hasSizeGreaterThan(5);
        assertThat(subjects).allSatisfy(subject -> assertThat(table)
                .as("the row of the mail with this subject")
                .contains(subject));
    }

    /** The fixed words of each subject; a subject that is nothing but places is made of what another one gives. */
    private static List<String> subjects() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var code = Files.readString(file);
                if (!PUT.matcher(code).find()) {
                    continue;
                }
                var subjects = SUBJECT.matcher(code)
                        .results()
                        .map(match -> match.group(1))
                        .flatMap(subject -> Stream.of(PLACES.split(subject)))
                        .map(words -> words.replaceAll("^[\\s:,]+|[\\s:,]+$", ""))
                        .filter(words -> words.length() > 3)
                        .toList();
                assertThat(subjects).as("subjects in " + file).isNotEmpty();
                found.addAll(subjects);
            }
        }
        return found;
    }
}
