package com.juniper.upgrade.upgrades;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: could not extend file \"base/1/2\": No space left on device",
                "ERROR: could not extend file \"base/1/2\": wrote only 4096 of 8192 bytes at block 235",
                "pg_restore: error: could not write to file: No space left on device"
            })
    void aFullDiskIsThePlatformsAndSaysSo(String message) {
        var cause = new IllegalStateException("The hop failed", new SQLException(message, "53100"));

        assertThat(Faults.isFault(cause)).isFalse();
        assertThat(Faults.isDiskFull(cause)).isTrue();
        assertThat(Faults.withoutData(cause)).contains("disk is full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40P01", "55P03"})
    void whatMayBeGoneTheNextTimeIsTriedAgain(String state) {
        assertThat(Faults.isFault(new IllegalStateException(new SQLException("gone", state))))
                .isTrue();
    }

    @Test
    void aDamagedRowIsNoFullDisk() {
        var cause = new SQLException("ERROR: invalid input syntax\nrow: secret", "22P02");

        assertThat(Faults.isDiskFull(cause)).isFalse();
        assertThat(Faults.withoutData(cause)).isEqualTo("ERROR: invalid input syntax");
    }
}
