package com.juniper.upgrade.databases;

import com.juniper.upgrade.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One platform of a name at a time works in a home folder, and none beside one that has its own server there. */
final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, which ends with this process whatever becomes of it.
     *
     * @param name of the lock: one for the folder, or one for each node that shares it
     * @throws StartRefusedException if another platform has it, or the folder cannot be written
     */
    static HomeLock take(Path home, String name) {
        try {
            var file = Files.createDirectories(home).resolve(name + ".lock");
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StartRefusedException(
                        "Another platform (process %s) works in %s. Stop it, or give this one a folder of its own, JUNIPER_HOME, or where several share a database, a name of its own: JUNIPER_NODE"
                                .formatted(Files.readString(file).strip(), home));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            channel.force(false);
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "Cannot write in %s (%s). Give the platform a folder of its own: JUNIPER_HOME".formatted(home, e),
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
