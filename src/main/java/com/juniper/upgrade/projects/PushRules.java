package com.juniper.upgrade.projects;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** Which branches a push may move, and how: production's history is never rewritten. */
final class PushRules implements PreReceiveHook {

    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

    private static final int LONGEST_LINE = 500;

    private final Project project;

    PushRules(Project project) {
        this.project = project;
    }

    /** {@return whether a branch may be called that} */
    static boolean isBranchName(String name) {
        return BRANCH.matcher(name).matches()
                && !name.contains("..")
                && Repository.isValidRefName(Constants.R_HEADS + name);
    }

    /** {@return what a stranger may have written, as one line of at most 500 characters} */
    static String line(@Nullable String text) {
        var line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
    }

    @Override
    public void onPreReceive(ReceivePack pack, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            problem(pack, command).ifPresent(problem -> command.setResult(Result.REJECTED_OTHER_REASON, problem));
        }
    }

    private Optional<String> problem(ReceivePack pack, ReceiveCommand command) {
        var ref = command.getRefName();
        if (ref.startsWith(Constants.R_TAGS)) {
            return Optional.empty();
        }
        if (!ref.startsWith(Constants.R_HEADS)) {
            return Optional.of("only branches and tags are taken, refs/heads/ and refs/tags/");
        }
        var branch = ref.substring(Constants.R_HEADS.length());
        boolean production = branch.equals(project.productionBranch());
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return production ? Optional.of("the production branch cannot be deleted") : Optional.empty();
        }
        if (!isBranchName(branch)) {
            return Optional.of("a branch's name has at most 100 letters, digits and . _ / - and no two dots in a row");
        }
        if (production && command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
            return Optional.of(
                    "the production branch's history cannot be rewritten; revert what is wrong by a new commit");
        }
        return isCommit(pack, command) ? Optional.empty() : Optional.of("a branch is a commit, and this is none");
    }

    private static boolean isCommit(ReceivePack pack, ReceiveCommand command) {
        try {
            return pack.getRevWalk().parseAny(command.getNewId()) instanceof RevCommit;
        } catch (IOException e) {
            return false;
        }
    }
}
