package com.juniper.upgrade.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.rolling.CampaignSettings.Filter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignSettingsTest {

    private static CampaignSettings settings(List<String> waves, int success, String error, @Nullable String hours) {
        return new CampaignSettings(waves, success, error, 1, hours, 20, false, Filter.NONE);
    }

    @Test
    @DisplayName("Canaries are a wave of their own, sizes are numbers or parts, and the last wave takes what is left")
    void putsDatabasesIntoWaves() {
        assertThat(settings(List.of("5", "10%", "100%"), 80, "20%", null).bounds(0, 100))
                .containsExactly(5L, 15L, 100L);
        assertThat(settings(List.of("5", "10%"), 80, "20%", null).bounds(3, 100))
                .containsExactly(3L, 8L, 18L, 100L);
        assertThat(settings(List.of("5", "10%"), 80, "20%", null).bounds(0, 4)).containsExactly(4L);
        assertThat(settings(List.of("1%"), 80, "20%", null).bounds(0, 3)).containsExactly(1L, 3L);
        assertThat(settings(List.of("5"), 80, "20%", null).bounds(2, 2)).containsExactly(2L);
        assertThat(settings(List.of("5"), 80, "20%", null).bounds(0, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20%, 10, 2", "20%, 11, 3", "1%, 10, 1", "100%, 7, 7", "3, 10, 3"})
    @DisplayName("A part of the databases is rounded up, and is at least one")
    void countsAmounts(String amount, long all, long expected) {
        assertThat(CampaignSettings.amount(amount, all)).isEqualTo(expected);
    }

    @Test
    @DisplayName("Every part that is not as it must be is named, with the way out")
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> settings(List.of("ten", "0"), 101, "-1", "at night"))
                .hasMessageContaining("10%")
                .hasMessageContaining("0 to 100")
                .hasMessageContaining("20%")
                .hasMessageContaining("22:00-06:00 Europe/Brussels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0%", "101%", "", "5 %", "-3", "1e3"})
    void refusesWhatIsNoAmount(String amount) {
        assertThatThrownBy(() -> settings(List.of(amount), 80, "20%", null)).hasMessageContaining("10%");
    }

    @ParameterizedTest
    @CsvSource({
        "22:00-06:00 Europe/Brussels, 2027-01-10T21:00:00Z, true",
        "22:00-06:00 Europe/Brussels, 2027-01-10T04:59:59Z, true",
        "22:00-06:00 Europe/Brussels, 2027-01-10T05:00:00Z, false",
        "22:00-06:00 Europe/Brussels, 2027-07-10T20:00:00Z, true",
        "01:00-03:00 UTC, 2027-01-10T02:59:59Z, true",
        "01:00-03:00 UTC, 2027-01-10T03:00:00Z, false"
    })
    @DisplayName("Hours may go over midnight, and follow the zone's daylight saving")
    void knowsItsHours(String hours, Instant time, boolean in) {
        assertThat(TrialHours.of(hours).contain(time)).isEqualTo(in);
    }
}
