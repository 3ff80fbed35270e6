package com.juniper.upgrade.workflow;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.stereotype.Component;

/** Says in Spring's words that two people did something with the same task, or process, at the same time. */
@Component
public class EngineConflicts implements PersistenceExceptionTranslator {

    /** What the slower of the two is told: the reason, and the way out. */
    public static final String SENTENCE =
            "Somebody else was faster: this was changed at the same moment, and nothing that you asked for is done. Look at it again, and repeat what is still to be done.";

    private static final String GONE = "Cannot find task";

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException e) {
        return e instanceof OptimisticLockingException
                        || e instanceof TaskAlreadyClaimedException
                        || (e instanceof NullValueException
                                && String.valueOf(e.getMessage()).startsWith(GONE))
                ? new OptimisticLockingFailureException(SENTENCE, e)
                : null;
    }
}
