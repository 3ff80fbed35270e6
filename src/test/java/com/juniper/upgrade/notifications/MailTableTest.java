package com.juniper.upgrade.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/notifications.md} names every mail. */
class MailTableTest {

    /** A subject in the code: the first text with which a mail is made, or a class that makes them is called. */
    private static final Pattern SUBJECT = Pattern.compile(
            "(?:\\bMail\\s*\\.to\\(|\\bmails\\s*\\.\\w+\\(|\\bmail\\()[^;\"]*\"((?:[^\"\\\\]|\\\\.)+)\"");

    private static final Pattern PLACES = Pattern.compile("%[0-9$]*[sd]");

    @Test
    void everySubjectIsInTheTable() throws IOException {
        var table = Files.readString(Path.of("docs", "notifications.md"));

        var subjects = subjects();

        assertThat(subjects).contains("Your upgrade request is refused", "Tasks of today");
        assertThat(subjects).allSatisfy(subject -> assertThat(table)
                .as("the row of the mail with this subject")
                .contains(subject));
    }

    /** The fixed words of each subject. */
    private static List<String> subjects() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("Outbox.java"))
                    .map(MailTableTest::text)
                    .flatMap(code -> SUBJECT.matcher(code).results().map(match -> match.group(1)))
                    .flatMap(subject -> Stream.of(PLACES.split(subject)))
                    .map(words -> words.replaceAll("^[\\s:,–]+|[\\s:,–]+$", ""))
                    .filter(words -> !words.isEmpty())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
