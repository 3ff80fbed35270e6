package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.RepositoryCache;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Erases what a project has in files: its git repository, and its builds' homes (R31). */
@Component
public class ProjectFiles {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Path home;

    ProjectFiles(JuniperProperties properties) {
        this.home = properties.home();
    }

    /** Deletes the files of the project that had this name. */
    public void delete(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name + " is no project's name");
        }
        RepositoryCache.clear();
        FileSystemUtils.deleteRecursively(home.resolve("projects").resolve(name + ".git"));
        FileSystemUtils.deleteRecursively(home.resolve("builds").resolve(name));
    }
}
