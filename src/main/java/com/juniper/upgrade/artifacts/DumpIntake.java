package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.Workshop;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Refuses what cannot be restored as early as it can be told: from the first bytes, then from the whole file. */
@Component
class DumpIntake {

    private static final int SHORTEST_HEAD = 512;
    private static final int TAIL = 1024;

    private final ProgramRunner programs;
    private final Workshop workshop;

    DumpIntake(ProgramRunner programs, Workshop workshop) {
        this.programs = programs;
        this.workshop = workshop;
    }

    /**
     * Checks the first bytes of a file; too few of them tell nothing.
     *
     * @throws DumpRefusedException if it is no dump, or one of a newer PostgreSQL
     */
    void checkHead(byte[] head, long fileBytes) {
        if (head.length >= Math.min(SHORTEST_HEAD, fileBytes)) {
            DumpHead.check(head, workshop.serverMajor());
        }
    }

    /**
     * Checks what can be told of a whole file without unpacking it.
     *
     * @throws DumpRefusedException if it cannot or must not be restored
     */
    void checkFile(Path file) throws IOException {
        switch (DumpFormat.detect(file)) {
            case CUSTOM -> DumpContents.check(programs, file, workshop.serverMajor());
            case ZIP -> ErpZip.requireDump(file);
            case PLAIN_SQL -> requireEnd(file);
            case GZIPPED_SQL, TAR, GZIPPED_TAR -> {} // only unpacking tells
        }
    }

    private static void requireEnd(Path file) throws IOException {
        try (var dump = new RandomAccessFile(file.toFile(), "r")) {
            if (text(dump, 0).contains(DumpHead.BEGIN)
                    && !text(dump, Math.max(0, dump.length() - TAIL)).contains(DumpHead.END)) {
                throw new DumpRefusedException(
                        "The dump is incomplete: its last line, '%s', is missing. Please make it and upload it again"
                                .formatted(DumpHead.END));
            }
        }
    }

    private static String text(RandomAccessFile dump, long at) throws IOException {
        byte[] bytes = new byte[(int) Math.min(TAIL, dump.length() - at)];
        dump.seek(at);
        dump.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
