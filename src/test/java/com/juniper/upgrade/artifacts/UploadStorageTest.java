package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import me.desair.tus.server.exception.InvalidUploadOffsetException;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UuidUploadIdFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStorageTest {

    private static final int HALF = 100_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[2 * HALF];
    private Runnable look = () -> {};
    private UploadStorage storage;
    private UploadInfo upload;

    @BeforeEach
    void announce() throws IOException {
        new Random(1).nextBytes(bytes);
        storage = storage();
        upload = new UploadInfo();
        upload.setLength((long) bytes.length);
        storage.create(upload, "ada");
    }

    private UploadStorage storage() {
        var ids = new UuidUploadIdFactory();
        ids.setUploadUri(Uploads.URI);
        var made = new UploadStorage(folder, () -> look.run());
        made.setIdFactory(ids);
        made.setMaxUploadSize(1L << 30);
        return made;
    }

    private ByteArrayInputStream part(int from, int to) {
        return new ByteArrayInputStream(bytes, from, to - from);
    }

    private String expected() throws IOException {
        return Checksums.sha256(Files.write(folder.resolve("expected"), bytes));
    }

    @Test
    @DisplayName("The checksum goes on with the parts, without reading the file once more")
    void digestsPartByPart() throws Exception {
        storage.append(upload, part(0, HALF));
        storage.append(upload, part(HALF, bytes.length));

        var data = storage.data(upload.getId());
        assertThat(data).hasBinaryContent(bytes);
        var expected = expected();
        Files.write(data, new byte[bytes.length]); // that nobody reads
        assertThat(storage.sha256(upload.getId())).isEqualTo(expected);
    }

    @Test
    @DisplayName("After a restart the file is read for its checksum")
    void readsAfterARestart() throws Exception {
        storage.append(upload, part(0, HALF));
        storage = storage();
        storage.append(upload, part(HALF, bytes.length));

        assertThat(storage.sha256(upload.getId())).isEqualTo(expected());
    }

    @Test
    @DisplayName("A part that another node took makes the checksum no other")
    void noticesOtherNodes() throws Exception {
        storage.append(upload, part(0, 10));
        storage().append(upload, part(10, HALF));
        storage.append(upload, part(HALF, bytes.length));

        assertThat(storage.sha256(upload.getId())).isEqualTo(expected());
    }

    @Test
    @DisplayName("What was sent wrongly and is taken back is not in the checksum")
    void forgetsWhatIsTakenBack() throws Exception {
        storage.append(upload, new ByteArrayInputStream(new byte[HALF]));
        storage.removeLastNumberOfBytes(upload, HALF);
        storage.append(upload, part(0, bytes.length));

        assertThat(storage.sha256(upload.getId())).isEqualTo(expected());
    }

    @Test
    @DisplayName("What arrived before the connection broke stays")
    void keepsWhatArrived() throws Exception {
        var connection = new FilterInputStream(part(0, HALF)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    throw new IOException("The connection is broken");
                }
                return count;
            }
        };

        assertThatThrownBy(() -> storage.append(upload, connection)).hasMessageContaining("broken");

        assertThat(storage.getUploadInfo(upload.getId()).getOffset()).isEqualTo(HALF);
        storage.append(upload, part(HALF, bytes.length));
        assertThat(storage.sha256(upload.getId())).isEqualTo(expected());
    }

    @Test
    @DisplayName("What arrived before the disk was full stays, and the rest can be sent when there is room")
    void pausesOnAFullDisk() throws Exception {
        var many = new byte[20 << 20];
        upload.setLength((long) many.length);
        var looks = new AtomicInteger();
        look = () -> {
            if (looks.incrementAndGet() > 3) {
                throw new UploadPausedException("full");
            }
        };

        assertThatThrownBy(() -> storage.append(upload, new ByteArrayInputStream(many)))
                .hasMessage("full");

        int arrived = (int) Files.size(storage.data(upload.getId()));
        assertThat(arrived).isBetween(1 << 20, many.length - 1);
        assertThat(storage.getUploadInfo(upload.getId()).getOffset()).isEqualTo(arrived);
        assertThatThrownBy(() -> storage.append(upload, new ByteArrayInputStream(many)))
                .hasMessage("full");
        assertThat(storage.data(upload.getId())).hasSize(arrived);
        look = () -> {};
        storage.append(upload, new ByteArrayInputStream(many, arrived, many.length - arrived));
        assertThat(storage.sha256(upload.getId()))
                .isEqualTo(Checksums.sha256(Files.write(folder.resolve("expected"), many)));
    }

    @Test
    @DisplayName("After a crash the record learns how far the file came")
    void mendsItsRecord() throws Exception {
        Files.write(storage.data(upload.getId()), Arrays.copyOf(bytes, HALF), StandardOpenOption.APPEND);

        assertThatThrownBy(() -> storage.append(upload, part(0, HALF)))
                .isInstanceOf(InvalidUploadOffsetException.class);

        assertThat(storage.getUploadInfo(upload.getId()).getOffset()).isEqualTo(HALF);
    }

    @Test
    @DisplayName("Nothing is written beyond the announced length")
    void writesNoMoreThanWasAnnounced() throws Exception {
        storage.append(upload, new SequenceInputStream(part(0, bytes.length), part(0, HALF)));

        assertThat(storage.data(upload.getId())).hasBinaryContent(bytes);
        assertThat(upload.isUploadInProgress()).isFalse();
    }
}
