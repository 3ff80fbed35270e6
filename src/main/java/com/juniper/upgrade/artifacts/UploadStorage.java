package com.juniper.upgrade.artifacts;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import me.desair.tus.server.exception.InvalidUploadOffsetException;
import me.desair.tus.server.exception.TusException;
import me.desair.tus.server.exception.UploadNotFoundException;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.disk.DiskStorageService;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's files, written in larger pieces than the library's and never beyond their announced length; their SHA-256 is
 * computed on the way, as long as all of a file passes here.
 */
final class UploadStorage extends DiskStorageService {

    private static final int PIECE = 1 << 16;
    private static final int PIECES_BETWEEN_LOOKS = 64;
    private static final int MOST_DIGESTS = 1000;

    private final Path folder;
    private final Runnable look;
    private final Map<String, Digest> digests = Caffeine.newBuilder()
            .maximumSize(MOST_DIGESTS)
            .<String, Digest>build()
            .asMap();

    /**
     * Keeps them in {@code uploads} of a folder.
     *
     * @param look is done before bytes are taken, and again every few megabytes; where it throws, no more are taken
     */
    UploadStorage(Path folder, Runnable look) {
        super(folder.toString());
        this.folder = folder;
        this.look = look;
    }

    /** {@return where an upload's bytes are} */
    Path data(UploadId id) {
        return data(folder, id.toString());
    }

    /** {@return where an upload's bytes are, of those in a folder} */
    static Path data(Path folder, String id) {
        return folder.resolve("uploads").resolve(id).resolve("data");
    }

    /** {@return the checksum of a whole upload; its file is read if not all of it passed here, as after a restart} */
    String sha256(UploadId id) throws IOException {
        var digest = digests.remove(id.toString());
        return digest != null && digest.bytes == Files.size(data(id))
                ? Checksums.hex(digest.sha256)
                : Checksums.sha256(data(id));
    }

    /** Keeps what arrived before a connection breaks, or the disk is full; the caller holds the upload's lock. */
    @Override
    public UploadInfo append(UploadInfo info, InputStream input) throws IOException, TusException {
        try (var file = FileChannel.open(data(info.getId()), StandardOpenOption.WRITE)) {
            file.lock(); // until it is closed
            try {
                if (file.size() != info.getOffset()) {
                    throw new InvalidUploadOffsetException("The upload has %,d bytes, and not %,d: ask where it goes on"
                            .formatted(file.size(), info.getOffset()));
                }
                appendTo(file, info, input);
            } finally {
                force(file, info.getId());
                info.setOffset(file.size()); // after a crash it is more than the record says
                update(info);
            }
        }
        return info;
    }

    /** What the disk refused, the checksum must not vouch for. */
    private void force(FileChannel file, UploadId id) throws IOException {
        try {
            file.force(true);
        } catch (IOException e) {
            digests.remove(id.toString());
            throw e;
        }
    }

    private void appendTo(FileChannel file, UploadInfo info, InputStream input) throws IOException {
        var id = info.getId().toString();
        var known = digests.remove(id);
        long offset = info.getOffset();
        var digest = offset == 0 ? new Digest() : known != null && known.bytes == offset ? known : null;
        long most = Objects.requireNonNullElse(info.getLength(), getMaxUploadSize()) - offset;
        try {
            copy(input, file.position(offset), digest, most);
        } finally {
            if (digest != null && digest.bytes == file.size()) {
                digests.put(id, digest);
            }
        }
    }

    private void copy(InputStream input, FileChannel file, @Nullable Digest digest, long most) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        int pieces = 0;
        look.run();
        try {
            long left = most;
            for (int count = 0; count >= 0 && left > 0; left -= count) {
                count = input.read(piece.array(), piece.position(), (int) Math.min(piece.remaining(), left));
                piece.position(piece.position() + Math.max(count, 0));
                if (!piece.hasRemaining()) {
                    write(piece, file, digest);
                    if (++pieces % PIECES_BETWEEN_LOOKS == 0) {
                        look.run();
                    }
                }
            }
        } finally {
            write(piece, file, digest);
        }
    }

    private static void write(ByteBuffer piece, FileChannel file, @Nullable Digest digest) throws IOException {
        piece.flip();
        try {
            while (piece.hasRemaining()) {
                file.write(piece);
            }
            if (digest != null) {
                digest.update(piece.rewind());
            }
        } finally {
            piece.clear(); // what a full disk refuses is not tried twice
        }
    }

    @Override
    public void removeLastNumberOfBytes(UploadInfo info, long bytes) throws UploadNotFoundException, IOException {
        if (info != null && bytes > 0) {
            digests.remove(info.getId().toString());
        }
        super.removeLastNumberOfBytes(info, bytes);
    }

    private static final class Digest {
        private final MessageDigest sha256 = Checksums.sha256();
        private long bytes;

        void update(ByteBuffer piece) {
            bytes += piece.remaining();
            sha256.update(piece);
        }
    }
}
