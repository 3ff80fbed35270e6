package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain dumps, read with buffers that cut their lines and markers everywhere. */
class DumpReaderTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 13, 64, 4096})
    void passesATablesDataOnUpToItsEndAndNoFurther(int buffer) throws Exception {
        var data = "1\\.\n\\.x\n\\\\.\n\n\\\n\\.\\.\n" + "long".repeat(50) + "\n";
        var reader = reader("copy;\n" + data + "\\.\nselect;\n\\.\r\nlast", buffer);

        assertThat(line(reader)).isEqualTo("copy;\n");
        assertThat(data(reader)).isEqualTo(data);
        assertThat(line(reader)).isEqualTo("select;\n");
        assertThat(data(reader)).isEmpty();
        assertThat(line(reader)).isEqualTo("last");
        assertThat(reader.line(100)).isNull();
        assertThat(reader.lineNumber()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 64})
    void tellsThatDataHasNoEnd(int buffer) throws Exception {
        var reader = reader("1\n2", buffer);

        assertThat(reader.data((bytes, offset, length) -> {})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\.", "1\n\\.", "1\n\\.\r"})
    void takesAnEndWithoutALineFeed(String data) throws Exception {
        assertThat(reader(data, 4).data((bytes, offset, length) -> {})).isTrue();
    }

    @Test
    void passesALineOfDataOnThatIsLongerThanTheMemory() throws Exception {
        var endless = new InputStream() {
            private long left = Runtime.getRuntime().maxMemory() * 2;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                left -= length;
                return left > 0 ? length : -1;
            }
        };

        assertThat(new DumpReader(endless, 1 << 16).data((bytes, offset, length) -> {}))
                .isFalse();
    }

    @Test
    void refusesALineOfAStatementThatIsTooLong() {
        assertThatThrownBy(() -> reader("x".repeat(101), 8).line(100))
                .isInstanceOf(DumpRefusedException.class)
                .hasMessageContaining("more than 100 bytes")
                .hasMessageContaining("--inserts");
    }

    private static DumpReader reader(String text, int buffer) {
        return new DumpReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), buffer);
    }

    private static String line(DumpReader reader) throws Exception {
        return new String(reader.line(100), StandardCharsets.UTF_8);
    }

    private static String data(DumpReader reader) throws Exception {
        var data = new ByteArrayOutputStream();
        assertThat(reader.data(data::write)).isTrue();
        return data.toString(StandardCharsets.UTF_8);
    }
}
