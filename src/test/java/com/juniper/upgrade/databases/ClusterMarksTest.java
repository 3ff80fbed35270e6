package com.juniper.upgrade.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.databases.ClusterMarks.Kind;
import com.juniper.upgrade.databases.ClusterMarks.Mark;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterMarksTest {

    private static final UUID REQUEST = UUID.fromString("5e6ce4ba-3d4a-4b1c-8d7e-0c4f0d0b5a11");

    private final ClusterMarks marks = of(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private final ClusterMarks others = of(UUID.fromString("00000000-0000-4000-8000-000000000002"));

    private static ClusterMarks of(UUID platform) {
        var hold = mock(PlatformHold.class);
        when(hold.identity()).thenReturn(new PlatformHold.Identity(platform, "key of " + platform));
        return new ClusterMarks(hold);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a shop]", "läden & co", "\"quoted\" 'name'", "[juniper-upgrade]", "line\nbreak"})
    @DisplayName("R126: a mark is read as it was written, whatever the database's name, and its owner's comment stays")
    void isReadAsWritten(String name) {
        var mark = new Mark(Kind.FORMER, REQUEST, 4_000_000_000L, name, "16.0");

        for (String comment : new String[] {"", "It's ours", "two\nlines", name}) {
            var marked = ClusterMarks.with(comment, marks.text(mark, 7));
            assertThat(marks.read(marked, 7)).contains(mark);
            assertThat(ClusterMarks.without(marked)).isEqualTo(comment);
            assertThat(ClusterMarks.with(marked, marks.text(mark, 7))).isEqualTo(marked);
        }
    }

    @Test
    @DisplayName("another platform's mark, and what only looks like one, says nothing")
    void isOfOnePlatform() {
        var mark = marks.text(new Mark(Kind.CLOSED, REQUEST, 0, "shop_backup_20300101_000000", ""), 7);

        assertThat(marks.read(mark, 7)).isPresent();
        assertThat(others.read(mark, 7)).isEmpty();
        assertThat(marks.read(mark + " and more", 7)).isEmpty();
        assertThat(marks.read(null, 7)).isEmpty();
        assertThat(marks.read(marks.role(), 7)).isEmpty();
        assertThat(marks.read(mark, 8)).as("of another database").isEmpty();
        assertThat(marks.read(mark.replace("CLOSED", "FORMER"), 7))
                .as("changed")
                .isEmpty();
    }
}
