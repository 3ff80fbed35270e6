package com.juniper.upgrade.projects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What outside hosts announce: a push there, which is fetched from there. They sign with the project's secret. */
@Service
@Transactional
public class PushHooks {

    private final ProjectStore store;

    PushHooks(ProjectStore store) {
        this.store = store;
    }

    /**
     * {@return whether a project's secret signed that; of a project that does not exist, nobody's did}
     *
     * @param body as it was sent
     * @param signature {@code sha256=} and the HMAC-SHA-256 in hexadecimal
     */
    @Transactional(readOnly = true)
    public boolean isSigned(String name, byte[] body, @Nullable String signature) {
        var secret = store.find(name)
                .flatMap(project -> Optional.ofNullable(store.remote(project).secret()));
        var right = Signature.of(secret.orElse(name), body);
        return signature != null
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))
                && secret.isPresent();
    }

    /**
     * Has a branch fetched that was pushed elsewhere; what is no branch with an allowed name is left alone.
     *
     * @param ref like {@code refs/heads/main}; null of an announcement that is of no push
     * @param after the commit on which it is; zeros where it was deleted
     * @return whether the project has an outside host to fetch from
     */
    public boolean announced(String name, @Nullable String ref, @Nullable String after) {
        var project = store.find(name).orElseThrow();
        if (store.remote(project).url() == null) {
            return false;
        }
        if (ref != null && ref.startsWith(Constants.R_HEADS)) {
            var branch = ref.substring(Constants.R_HEADS.length());
            if (PushRules.isBranchName(branch)) {
                store.askFetch(project, branch, ObjectId.zeroId().name().equals(after));
            }
        }
        return true;
    }
}
