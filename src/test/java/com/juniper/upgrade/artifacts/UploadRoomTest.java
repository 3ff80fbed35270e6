package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.workflow.TestPlatform;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;

/** On a disk with 102 GB, of which 2 GB are the platform's, an upload needs 4 times its size. */
class UploadRoomTest {

    private static final long GB = 1L << 30;

    @TempDir
    private Path home;

    private long free = 102 * GB;
    private JdbcClient jdbc;
    private UploadRoom room;

    @BeforeEach
    void anEmptyDisk() {
        var database = TestPlatform.database("room");
        jdbc = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        room = new UploadRoom(jdbc, TestProperties.of(home, "http://platform.test"), DataSize.ofGigabytes(2)) {
            @Override
            long freeBytes() {
                return free;
            }
        };
    }

    private String announced(String owner, long bytes) throws IOException {
        room.requireFor(owner, bytes);
        var id = UUID.randomUUID().toString();
        jdbc.sql("insert into upload (id, owner, file_name, bytes) values (?, ?, 'a.dump', ?)")
                .params(id, owner, bytes)
                .update();
        Files.createDirectories(data(id).getParent());
        Files.createFile(data(id));
        return id;
    }

    private Path data(String id) {
        return UploadStorage.data(Uploads.storage(home), id);
    }

    private void arrives(String id, long bytes) throws IOException {
        try (var file = new RandomAccessFile(data(id).toFile(), "rw")) {
            file.setLength(file.length() + bytes);
        }
        free -= bytes;
    }

    private void sleeps(String id) throws IOException {
        Files.setLastModifiedTime(data(id), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    @Test
    @DisplayName("What is announced is not promised twice, however much of it has arrived")
    void setsAside() throws IOException {
        var first = announced("ada", 25 * GB);
        assertThatThrownBy(() -> announced("bob", 19 * GB))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessageContaining("%,d bytes are free beside what other uploads bring", 75 * GB)
                .hasMessageContaining("needs 4 times as much");
        arrives(first, 20 * GB);
        assertThatThrownBy(() -> announced("bob", 19 * GB)).hasMessageContaining("%,d bytes are free", 75 * GB);
        announced("bob", 18 * GB);
    }

    @Test
    @DisplayName("An upload of which nothing arrives for a while holds no room, and asks for it again")
    void sleeping() throws IOException {
        var slow = announced("ada", 25 * GB);
        arrives(slow, GB);
        sleeps(slow);
        var quick = announced("bob", 24 * GB);
        arrives(quick, 24 * GB);

        assertThatThrownBy(() -> room.requireForRest(slow, "ada", 24 * GB))
                .isInstanceOf(UploadPausedException.class)
                .hasMessageContaining("What has arrived is kept");
        free = 102 * GB;
        room.requireForRest(slow, "ada", 24 * GB);

        assertThatThrownBy(() -> announced("bob", 20 * GB)).hasMessageContaining("%,d bytes are free", 76 * GB);
    }

    @Test
    @DisplayName("A person has 20 uploads under way at most, a holder of a token 3")
    void fewAtOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            announced("ada", 1);
        }
        var last = "";
        for (int i = 0; i < 3; i++) {
            last = announced("token:a", 1);
        }

        assertThatThrownBy(() -> announced("ada", 1)).isInstanceOf(TooManyUploadsException.class);
        assertThatThrownBy(() -> announced("token:a", 1))
                .isInstanceOf(TooManyUploadsException.class)
                .hasMessageContaining("finish one, or delete it");
        assertThatCode(() -> announced("token:b", 1)).doesNotThrowAnyException();
        arrives(last, 1);
        assertThatCode(() -> announced("token:a", 1)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Whoever has no login leaves half of the room to those who have one, with however many tokens")
    void halfForTokens() throws IOException {
        for (int i = 0; i < 12; i++) {
            arrives(announced("token:" + i, 4 * GB), 4 * GB);
        }

        assertThatThrownBy(() -> announced("token:x", 4 * GB))
                .isInstanceOf(UploadRefusedException.class)
                .hasMessageContaining("Please log in");
        assertThatCode(() -> announced("ada", 4 * GB)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("While bytes arrive the disk keeps what the platform needs")
    void reserve() {
        room.requireReserve();
        free = GB;
        assertThatThrownBy(() -> room.requireReserve())
                .isInstanceOf(UploadPausedException.class)
                .hasMessageContaining("What has arrived is kept");
    }
}
