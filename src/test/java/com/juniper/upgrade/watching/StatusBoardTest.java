package com.juniper.upgrade.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.watching.Status.Part;
import com.juniper.upgrade.watching.Status.Service;
import com.juniper.upgrade.watching.Status.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What customers are told of what was seen. */
class StatusBoardTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final double HOUR = 3600;

    @TempDir
    private Path home;

    private StatusBoard board;

    @BeforeEach
    void empty() {
        board = board("", DataSize.ofBytes(1));
    }

    private StatusBoard board(String maintenance, DataSize leastDisk) {
        return new StatusBoard(
                new StatusProperties(maintenance, leastDisk, Duration.ofHours(1)),
                TestProperties.of(home, "http://platform.test"));
    }

    private Part part(Service service) {
        return board.status().services().stream()
                .filter(part -> part.service() == service)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("All services work, and each says since when")
    void works() {
        board.saw(List.of(), SOON, 0, true, true);

        assertThat(board.status().state()).isEqualTo(State.WORKING);
        assertThat(board.status().maintenance()).isNull();
        assertThat(board.status().services()).hasSize(6).allMatch(part -> part.note() == null);
    }

    @Test
    @DisplayName("Without its database nothing works, since the moment at which that was seen first")
    void databaseIsAway() {
        board.saw(List.of(), SOON, 0, true, true);
        var before = part(Service.UPGRADES).since();
        board.saw(null, SOON, 0, true, true);
        var since = part(Service.UPGRADES).since();
        board.saw(null, SOON, 0, true, true);

        assertThat(board.status().services()).allMatch(part -> part.state() == State.NOT_WORKING);
        assertThat(since).isAfterOrEqualTo(before);
        assertThat(part(Service.UPGRADES).since()).isEqualTo(since);
        assertThat(part(Service.UPGRADES).note()).contains("database");
    }

    @Test
    @DisplayName(
            "Upgrades are slow where a customer waits long for his turn, and stop where nobody takes jobs; trials may wait")
    void upgradesAreSlowOrStop() {
        board.saw(List.of(new Figure("requests.oldest", "QUEUED", "TRIAL", 9 * HOUR)), SOON, 0, true, true);
        assertThat(part(Service.UPGRADES).state()).isEqualTo(State.WORKING);
        board.saw(List.of(new Figure("requests.oldest", "QUEUED", "TEST", 2 * HOUR)), SOON, 0, true, true);
        assertThat(part(Service.UPGRADES).state()).isEqualTo(State.SLOW);
        board.saw(List.of(Figure.of("jobs.waiting.oldest", "", HOUR)), SOON, 0, true, true);
        assertThat(part(Service.UPGRADES).state()).isEqualTo(State.NOT_WORKING);
        assertThat(board.status().state()).isEqualTo(State.NOT_WORKING);
    }

    @Test
    @DisplayName("Mails are late where they wait for a server, and not where there is none")
    void mailsAreLate() {
        var waiting = List.of(Figure.of("outbox.oldest", "", HOUR));
        board.saw(waiting, SOON, 0, true, true);
        assertThat(part(Service.MAILS).state()).isEqualTo(State.SLOW);
        board.saw(waiting, SOON, 0, true, false);
        assertThat(part(Service.MAILS).state()).isEqualTo(State.WORKING);
    }

    @Test
    @DisplayName("A slow database, a cluster that is away, a bucket that is away, a full disk, a folder that is none")
    void databasesDiskAndGit() throws java.io.IOException {
        board.saw(List.of(), Duration.ofSeconds(3), 0, true, true);
        assertThat(part(Service.DATABASES).state()).isEqualTo(State.SLOW);
        board.saw(List.of(), SOON, 1, true, true);
        assertThat(part(Service.DATABASES).state()).isEqualTo(State.NOT_WORKING);
        board.saw(List.of(), SOON, 0, false, true);
        assertThat(part(Service.RESULTS).note()).contains("none is lost, and upgrades go on");

        java.nio.file.Files.delete(home.resolve("projects"));
        java.nio.file.Files.writeString(home.resolve("projects"), "no folder");
        board = board("On Sunday, 02:00 to 04:00 UTC, the platform is upgraded.", DataSize.ofTerabytes(1000));
        board.saw(List.of(), SOON, 0, true, true);
        assertThat(part(Service.INTAKE).note()).contains("no room");
        assertThat(part(Service.GIT).state()).isEqualTo(State.NOT_WORKING);
        assertThat(board.status().maintenance()).contains("Sunday");
    }
}
