package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.juniper.upgrade.golive.Usage.Hour;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatMapTest {

    @ParameterizedTest
    @CsvSource({
        "Europe/Brussels, 2027-02-28T00:00:00Z", // to summer time on 28 March
        "Europe/Brussels, 2027-10-03T00:00:00Z", // to winter time on 31 October
        "America/New_York, 2027-02-14T05:00:00Z",
        "Asia/Kolkata, 2027-02-28T18:30:00Z",
        "Australia/Lord_Howe, 2027-03-07T13:00:00Z", // half an hour back on 4 April
    })
    @DisplayName("R112: who works from 9 to 10 every day is seen from 9 to 10, also where clocks change meanwhile")
    void keepsLocalHoursOverAChange(ZoneId zone, Instant from) {
        var until = from.atZone(zone).plusWeeks(8).toInstant();
        List<Hour> hours = new ArrayList<>();
        for (var day = from.atZone(zone).withHour(9).withMinute(0);
                day.toInstant().isBefore(until);
                day = day.plusDays(1)) {
            addHour(hours, day, 40);
        }

        var map = HeatMap.of(usage(from, until, hours), zone);

        for (DayOfWeek day : DayOfWeek.values()) {
            assertThat(map.cell(day, 12).perHour()).isZero();
            assertThat(map.cell(day, 9).perHour()
                            + map.cell(day, 8).perHour()
                            + map.cell(day, 10).perHour())
                    .isCloseTo(40, within(6.0));
            assertThat(map.cell(day, 9).level()).isEqualTo(HeatMap.LEVELS);
        }
    }

    /** What happens in a local hour falls into one hour of UTC, or into the halves of two. */
    private static void addHour(List<Hour> hours, ZonedDateTime local, long events) {
        var start = local.toInstant();
        var whole = start.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        if (whole.equals(start)) {
            hours.add(new Hour(whole, events, 0, 0));
        } else {
            hours.add(new Hour(whole, events / 2, 0, 0));
            hours.add(new Hour(whole.plusSeconds(3600), 0, events / 2, 0));
        }
    }

    @Test
    @DisplayName("R112: an hour that a change repeats or leaves out is an average of how often it was")
    void dividesByHowOftenAnHourWas() {
        var zone = ZoneId.of("Europe/Brussels");
        var monday = LocalDate.parse("2027-10-25").atStartOfDay(zone); // 2 o'clock is twice on Sunday 31
        assertThat(weekOfSix(monday).cells())
                .allSatisfy(cell -> assertThat(cell.perHour()).isCloseTo(6, within(1e-9)));

        var map = weekOfSix(LocalDate.parse("2027-03-22").atStartOfDay(zone)); // 2 o'clock is missing on Sunday 28
        assertThat(map.cell(DayOfWeek.SUNDAY, 2).perHour()).isZero();
        assertThat(map.cell(DayOfWeek.SUNDAY, 3).perHour()).isCloseTo(6, within(1e-9));
    }

    /** Six changes in every hour of a week, which has 167 to 169 hours. */
    private static HeatMap weekOfSix(ZonedDateTime monday) {
        List<Hour> hours = new ArrayList<>();
        var end = monday.plusWeeks(1).toInstant();
        for (var hour = monday.toInstant(); hour.isBefore(end); hour = hour.plusSeconds(3600)) {
            hours.add(new Hour(hour, 0, 0, 6));
        }
        return HeatMap.of(usage(monday.toInstant(), end, hours), monday.getZone());
    }

    @Test
    void expectsWhatTheHoursOfATimeHave() {
        var monday = Instant.parse("2027-02-01T00:00:00Z");
        var map = HeatMap.of(
                usage(
                        monday,
                        monday.plusSeconds(7 * 24 * 3600),
                        List.of(
                                new Hour(Instant.parse("2027-02-01T09:00:00Z"), 8, 0, 0),
                                new Hour(Instant.parse("2027-02-01T10:00:00Z"), 4, 0, 0))),
                ZoneOffset.UTC);

        assertThat(map.expected(Instant.parse("2027-02-08T09:30:00Z"), Instant.parse("2027-02-08T10:30:00Z")))
                .isCloseTo(6, within(1e-9));
        assertThat(map.expected(Instant.parse("2027-02-08T10:00:00Z"), Instant.parse("2027-02-08T10:01:00Z")))
                .isCloseTo(4 / 60.0, within(1e-9));
        assertThat(map.cell(DayOfWeek.MONDAY, 9).text()).isEqualTo("8.0");
        assertThat(map.cell(DayOfWeek.TUESDAY, 9).text()).isEqualTo("0");
    }

    private static Usage usage(Instant from, Instant until, List<Hour> hours) {
        return new Usage(from, until, ZoneOffset.UTC, hours, null);
    }
}
