package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local starts in zones with and without daylight saving, of whole and half hours. */
class LocalSlotTest {

    @ParameterizedTest
    @CsvSource({
        "2027-01-15, 06:30, Europe/Brussels, 2027-01-15T05:30:00Z",
        "2027-07-15, 06:30, Europe/Brussels, 2027-07-15T04:30:00Z",
        "2027-01-15, 06:30, America/New_York, 2027-01-15T11:30:00Z",
        "2027-07-15, 06:30, America/New_York, 2027-07-15T10:30:00Z",
        "2027-01-15, 06:30, Australia/Lord_Howe, 2027-01-14T19:30:00Z",
        "2027-07-15, 06:30, Australia/Lord_Howe, 2027-07-14T20:00:00Z",
        "2027-01-15, 06:30, Asia/Kolkata, 2027-01-15T01:00:00Z",
        "2027-07-15, 06:30, Asia/Kolkata, 2027-07-15T01:00:00Z",
    })
    @DisplayName("R112: a local time is the right instant in four zones, in winter and in summer")
    void readsLocalTimes(String date, String time, String zone, Instant expected) {
        var slot = LocalSlot.of(date, time, zone);

        assertThat(slot.start()).isEqualTo(expected);
        assertThat(slot.zone()).hasToString(zone);
        assertThat(slot.note()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28, 02:30, Europe/Brussels, 01:30 or 03:30",
        "2027-03-14, 02:15, America/New_York, 01:15 or 03:15",
        "2027-10-03, 02:10, Australia/Lord_Howe, 01:40 or 02:40",
        "2027-03-28, 00:30, Asia/Beirut, 23:30 on 2027-03-27 or 01:30",
    })
    @DisplayName("R112: a time that clocks leave out is refused with both ways out")
    void refusesTheMissingHour(String date, String time, String zone, String ways) {
        assertThatThrownBy(() -> LocalSlot.of(date, time, zone))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("%s does not exist on %s in %s".formatted(time, date, zone))
                .hasMessageContaining("Choose %s.".formatted(ways));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-10-31, 02:30, Europe/Brussels, 2027-10-31T00:30:00Z, 'UTC+02:00, not UTC+01:00'",
        "2027-11-07, 01:30, America/New_York, 2027-11-07T05:30:00Z, 'UTC-04:00, not UTC-05:00'",
        "2027-04-04, 01:45, Australia/Lord_Howe, 2027-04-03T14:45:00Z, 'UTC+11:00, not UTC+10:30'",
    })
    @DisplayName("R112: of a time that happens twice the first is taken, and it is said")
    void takesTheFirstOfTwo(String date, String time, String zone, Instant expected, String note) {
        var slot = LocalSlot.of(date, time, zone);

        assertThat(slot.start()).isEqualTo(expected);
        assertThat(slot.note()).contains("happens twice", "the first one is taken", note);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "2027-02-29, 06:30, Europe/Brussels, '2027-02-29' is no date",
                "tomorrow, 06:30, Europe/Brussels, 'tomorrow' is no date",
                "2027-02-28, 24:30, Europe/Brussels, '24:30' is no time of day",
                "2027-02-28, , Europe/Brussels, '' is no time of day",
                "2027-02-28, 06:30, Mars/Olympus, There is no time zone 'Mars/Olympus'",
                "2027-02-28, 06:30, +01:00, There is no time zone '+01:00'",
            })
    void refusesWhatIsMalformed(String date, @Nullable String time, String zone, String message) {
        assertThatThrownBy(() -> LocalSlot.of(date, time, zone))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("give one like");
    }

    @Test
    @DisplayName("every time is shown with its zone")
    void showsTheZone() {
        var slot = LocalSlot.of("2026-12-12", "06:00", "Europe/Brussels");

        assertThat(When.text(slot.start(), slot.zone()))
                .isEqualTo("Saturday 12 December 2026, 06:00 (Europe/Brussels, UTC+01:00)");
    }
}
