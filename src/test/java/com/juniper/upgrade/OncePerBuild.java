package com.juniper.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Files that take long to make, and that every JVM of a build uses: the first one that needs one makes it. */
public final class OncePerBuild {

    /** Named by the build; a JVM that no build started has its own. */
    private static final Path FOLDER = Path.of(
            "target",
            "test-files-"
                    + System.getProperty(
                            "test.build", String.valueOf(ProcessHandle.current().pid())));

    private OncePerBuild() {}

    /**
     * {@return the file of that name}
     *
     * @param make writes it; other JVMs that want it wait meanwhile. A file that it fails to finish must not appear.
     */
    public static synchronized Path file(String name, Consumer<Path> make) {
        try {
            var file = Files.createDirectories(FOLDER).resolve(name);
            try (var channel = FileChannel.open(
                            FOLDER.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(file)) {
                    make.accept(file);
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
