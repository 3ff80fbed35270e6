package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A server whose functions are a stranger's. */
class ServerMessagesTest {

    @Test
    @DisplayName("Issue 8: notices and notifications are left out, long errors shortened, and all else arrives")
    void isQuiet() throws SQLException {
        var database = TestPostgres.createDatabase("messages");
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("listen x");
            statement.execute("notify x, 'y'");
            statement.execute(
                    "do $$ begin for i in 1..100 loop raise notice '%', repeat('x', 100000); end loop; end $$");

            assertThat((Object) statement.getWarnings()).isNull();
            assertThat((Object) connection.getWarnings()).isNull();
            assertThat(connection.unwrap(PGConnection.class).getNotifications()).isNullOrEmpty();
            assertThatThrownBy(() -> statement.execute("do $$ begin raise '%', repeat('x', 5000000); end $$"))
                    .hasMessageContaining("an error of 5,000")
                    .hasMessageNotContaining("xxx");
            assertThatThrownBy(() -> statement.execute("do $$ begin raise 'short'; end $$"))
                    .hasMessageContaining("short");
            assertThat(Sql.query(
                            connection,
                            "select repeat('a', 300000) || i from generate_series(1, 50) i",
                            row -> row.getString(1).length()))
                    .hasSize(50)
                    .allMatch(length -> length > 300_000);
        }
    }

    @Test
    @DisplayName("Issue 8: messages arrive whole however they are cut, and an encrypted connection as it is")
    void takesAnyPieces() throws IOException {
        var sent = new ByteArrayOutputStream();
        var wanted = new ByteArrayOutputStream();
        sent.write('N');
        wanted.write('N');
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            char kind = i == 0 ? 'R' : "RNDAZ".charAt(random.nextInt(5));
            byte[] content = new byte[random.nextInt(2000)];
            random.nextBytes(content);
            byte[] message = ByteBuffer.allocate(5 + content.length)
                    .put((byte) kind)
                    .putInt(4 + content.length)
                    .put(content)
                    .array();
            sent.writeBytes(message);
            wanted.writeBytes(kind == 'N' || kind == 'A' ? new byte[0] : message);
        }

        assertThat(new ServerMessages(pieces(sent.toByteArray(), random)).readAllBytes())
                .isEqualTo(wanted.toByteArray());
        var encrypted = ("S" + "\u0016\u0003\u0001NNN").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new ServerMessages(new ByteArrayInputStream(encrypted)).readAllBytes())
                .isEqualTo(encrypted);
    }

    private static InputStream pieces(byte[] sent, Random random) {
        return new ByteArrayInputStream(sent) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(3000)));
            }
        };
    }
}
