package com.juniper.upgrade.projects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ordinary git client, in a working copy. */
public final class GitClient {

    private final Path folder;

    GitClient(Path folder) {
        this.folder = folder;
    }

    /** What the client said, and whether it succeeded. */
    public record Ran(int exit, String output) {

        public String done() {
            if (exit != 0) {
                throw new IllegalStateException("git failed: " + output);
            }
            return output.strip();
        }
    }

    /** Makes an empty working copy that pushes to an address. */
    public static GitClient begin(Path folder, String address) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var git = new GitClient(folder);
        git.run("init", "--quiet", "--initial-branch=main").done();
        git.run("remote", "add", "origin", address).done();
        return git;
    }

    Path folder() {
        return folder;
    }

    /** Commits a file; {@return the commit's id}. */
    String commit(String file, byte[] content) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("add", "--all").done();
        run("commit", "--quiet", "--message", "Change " + file).done();
        return head();
    }

    public String commit(String file, String content) {
        return commit(file, content.getBytes(StandardCharsets.UTF_8));
    }

    String head() {
        return run("rev-parse", "HEAD").done();
    }

    public Ran run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs the client with something to read. */
    Ran runWith(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(java.util.Map.of(
                        "HOME", folder.toString(),
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_AUTHOR_NAME", "Kate",
                        "GIT_AUTHOR_EMAIL", "kate@acme.example",
                        "GIT_COMMITTER_NAME", "Kate",
                        "GIT_COMMITTER_EMAIL", "kate@acme.example",
                        "LC_ALL", "C"));
        try {
            var process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("git does not end: " + command);
            }
            return new Ran(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
