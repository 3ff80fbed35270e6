package com.juniper.upgrade.engine;

import java.nio.file.Path;

/**
 * The files that a database has beside it already, before those that its upgrade makes.
 *
 * @param filestore their folder, {@code xx/<sha1>}
 * @param contents whether each is read, and so a changed one found; else only whether it is there, of its size
 */
public record PresentFiles(Path filestore, boolean contents) {}
