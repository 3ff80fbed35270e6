package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.golive.ExpectedLength.Run;
import com.juniper.upgrade.golive.Usage.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Instant NOW = Instant.parse("2027-02-01T10:00:00Z"); // a Monday
    private static final Instant EARLIEST = NOW.plus(Duration.ofHours(36));
    private static final Duration HOUR = Duration.ofHours(1);

    /** Somebody works at every hour of the week but from 5 to 8 on Thursdays in Brussels. */
    private static HeatMap quietOnThursdays() {
        var from = Instant.parse("2026-12-07T00:00:00Z");
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < 56 * 24; i++) {
            var hour = from.plusSeconds(3600L * i);
            var local = hour.atZone(BRUSSELS);
            boolean quiet =
                    local.getDayOfWeek() == java.time.DayOfWeek.THURSDAY && local.getHour() >= 5 && local.getHour() < 8;
            if (!quiet) {
                hours.add(new Hour(hour, 5, 1, 0));
            }
        }
        return HeatMap.of(new Usage(from, from.plusSeconds(56 * 24 * 3600), BRUSSELS, hours, null), BRUSSELS);
    }

    @Test
    @DisplayName("R112: known activity leads to the expected starts: the quiet hours, each Thursday, the soonest first")
    void findsTheQuietHours() {
        var starts = Suggestions.of(quietOnThursdays(), EARLIEST, NOW, HOUR, (start, end) -> true);

        assertThat(starts.subList(0, 4))
                .extracting(Suggestion::start)
                .containsExactly(
                        Instant.parse("2027-02-04T04:00:00Z"),
                        Instant.parse("2027-02-11T04:00:00Z"),
                        Instant.parse("2027-02-18T04:00:00Z"),
                        Instant.parse("2027-02-25T04:00:00Z"));
        assertThat(starts.subList(0, 4))
                .allSatisfy(start -> assertThat(start.activity()).isZero());
        assertThat(starts).hasSize(5);
        assertThat(starts.get(4).activity()).isPositive();
    }

    @Test
    @DisplayName("R112: an upgrade that takes longer than the quiet hours begins with them")
    void knowsTheLength() {
        var starts = Suggestions.of(quietOnThursdays(), EARLIEST, NOW, Duration.ofHours(3), (start, end) -> true);

        assertThat(starts.get(0).start()).isEqualTo(Instant.parse("2027-02-04T04:00:00Z"));
    }

    @Test
    @DisplayName("R112: while analysts are there, and never before the notice")
    void respectsAnalystsHours() {
        var hours = new AnalystHours("MON-SAT 06:30-22:00 Europe/Brussels");

        var starts = Suggestions.of(quietOnThursdays(), EARLIEST, NOW, HOUR, hours::cover);

        assertThat(starts.get(0).start()).isEqualTo(Instant.parse("2027-02-04T06:00:00Z"));
        assertThat(starts).allSatisfy(start -> assertThat(
                        hours.cover(start.start(), start.start().plus(HOUR)))
                .isTrue());
        assertThat(starts).allSatisfy(start -> assertThat(start.start()).isAfterOrEqualTo(EARLIEST));
    }

    @Test
    @DisplayName("R112: what is taken on the cluster is not suggested")
    void respectsCapacity() {
        var taken = Instant.parse("2027-02-04T04:30:00Z");

        var starts = Suggestions.of(
                quietOnThursdays(),
                EARLIEST,
                NOW,
                HOUR,
                (start, end) -> end.isBefore(taken) || start.isAfter(taken.plus(Duration.ofHours(2))));

        assertThat(starts.get(0).start()).isEqualTo(Instant.parse("2027-02-11T04:00:00Z"));
    }

    @Test
    @DisplayName("R112: where nothing is known, nights and weekends")
    void suggestsNightsAndWeekends() {
        var hours = new AnalystHours("MON-SAT 06:00-22:00 Europe/Brussels");

        var starts = Suggestions.of(HeatMap.ofOffices(BRUSSELS), EARLIEST, NOW, HOUR, hours::cover);

        assertThat(starts).hasSize(5).allSatisfy(start -> {
            var local = start.start().atZone(BRUSSELS);
            assertThat(local.getHour() < 7 || local.getHour() >= 19).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-06T05:00:00Z, 60, true", // Saturday, 6 o'clock
        "2027-02-06T04:59:00Z, 60, false",
        "2027-02-06T20:00:00Z, 60, true",
        "2027-02-06T20:30:00Z, 60, false",
        "2027-02-07T10:00:00Z, 60, false", // Sunday
        "2027-07-05T04:00:00Z, 60, true", // summer time
        "2027-07-05T10:00:00Z, 1500, false",
    })
    @DisplayName("R112: analysts' hours are those of their zone, also in summer")
    void knowsAnalystsHours(Instant start, long minutes, boolean covered) {
        assertThat(new AnalystHours("MON-SAT 06:00-22:00 Europe/Brussels")
                        .cover(start, start.plus(Duration.ofMinutes(minutes))))
                .isEqualTo(covered);
    }

    @Test
    void daysMayGoOverTheWeekend() {
        var hours = new AnalystHours("SAT-MON 00:00-24:00 UTC");

        assertThat(hours.cover(Instant.parse("2027-02-07T23:00:00Z"), Instant.parse("2027-02-07T23:59:00Z")))
                .isTrue();
        assertThat(hours.cover(Instant.parse("2027-02-09T10:00:00Z"), Instant.parse("2027-02-09T11:00:00Z")))
                .isFalse();
        assertThat(new AnalystHours("MON 08:00-09:00 UTC")
                        .cover(Instant.parse("2027-02-08T08:00:00Z"), Instant.parse("2027-02-08T09:00:00Z")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "MON-SAT 6-22 Europe/Brussels",
                "MON-SUM 06:00-22:00 Europe/Brussels",
                "MON-SAT 06:00-25:00 Europe/Brussels",
                "MON-SAT 22:00-06:00 Europe/Brussels",
                "MON-SAT 06:00-22:00 Europe/Atlantis"
            })
    @DisplayName("malformed hours refuse the start with the name of the setting and an example")
    void refusesMalformedHours(String text) {
        assertThatThrownBy(() -> new AnalystHours(text))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("juniper.golive.analyst-hours is '%s'".formatted(text))
                .hasMessageContaining("MON-SAT 06:00-22:00 Europe/Brussels");
    }

    @Test
    @DisplayName("R112: the length is that of the tests for the size of today, the surer the more there were")
    void expectsALength() {
        var one = ExpectedLength.of(List.of(new Run(300_000, 100)), 200);
        assertThat(one.words()).isEqualTo("8 to 20 minutes, after 1 test");

        var three =
                ExpectedLength.of(List.of(new Run(300_000, 100), new Run(400_000, 100), new Run(360_000, 100)), 100);
        assertThat(three.words()).isEqualTo("4 to 9 minutes, after 3 tests");

        assertThat(ExpectedLength.of(List.of(new Run(9_000, 0)), 0).words())
                .isEqualTo("less than a minute, after 1 test");
        assertThat(ExpectedLength.of(List.of(new Run(7_200_000, 100)), 100).words())
                .isEqualTo("1 h 36 min to 4 h 00 min, after 1 test");
    }
}
