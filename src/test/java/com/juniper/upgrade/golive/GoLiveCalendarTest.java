package com.juniper.upgrade.golive;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.golive.GoLiveCalendar.Purpose;
import com.juniper.upgrade.golive.GoLivePlan.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoLiveCalendarTest {

    private static final Instant START = Instant.parse("2026-12-12T05:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "REQUEST, REQUEST, CONFIRMED",
        "TENTATIVE, REQUEST, TENTATIVE",
        "CANCEL, CANCEL, CANCELLED",
        "PUBLISH, PUBLISH, CONFIRMED"
    })
    @DisplayName("R111: a calendar file has the slot in UTC, one UID, a version, and what to do with it")
    void writesAppointments(Purpose purpose, String method, String status) {
        var plan = plan();
        var attendee = new Person("demo", "Dora", "Demo", "demo@juniper.example", "acme", Set.of(Role.CUSTOMER));

        var text = calendar().write(plan, "shop", "17.0", purpose, attendee);

        var parsed = Biweekly.parse(text).first();
        assertThat(parsed.getMethod().getValue()).isEqualTo(method);
        var event = parsed.getEvents().get(0);
        assertThat(event.getStatus().getValue()).isEqualTo(status);
        assertThat(event.getUid().getValue()).contains(plan.id().toString());
        assertThat(event.getSequence().getValue()).isEqualTo(3);
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(START);
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(START.plus(Duration.ofMinutes(9)));
        assertThat(event.getAttendees().get(0).getEmail()).isEqualTo("demo@juniper.example");
        assertThat(event.getDescription().getValue()).contains("unavailable", "Europe/Brussels, UTC+1");
        assertThat(text).contains("DTSTART:20261212T050000Z");
    }

    private static GoLiveCalendar calendar() {
        return new GoLiveCalendar(TestProperties.of(Path.of("unused"), "http://platform.test"));
    }

    private static GoLivePlan plan() {
        return new GoLivePlan(
                UUID.randomUUID(),
                "UPG-00042",
                State.AGREED,
                false,
                "local",
                ZoneId.of("Europe/Brussels"),
                START,
                Duration.ofMinutes(9),
                true,
                Side.CUSTOMER,
                "Dora Demo",
                "demo",
                START.minus(Duration.ofDays(3)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                3,
                true,
                START.minus(Duration.ofDays(3)),
                null);
    }
}
