package com.juniper.upgrade.workflow.listeners;

import static com.juniper.upgrade.workflow.GoLivePlanningModel.ACCEPTED;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_ANSWER;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_DATE;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_PAGE;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_TEXT;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_TIME;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.GO_LIVE_ZONE;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.REHEARSE;
import static com.juniper.upgrade.workflow.GoLivePlanningModel.planOf;

import com.juniper.upgrade.golive.GoLivePlans.Wish;
import com.juniper.upgrade.golive.GoLiveTexts;
import com.juniper.upgrade.golive.LocalSlot;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** The forms in which slots are proposed: each begins empty, since a plan has as many rounds as it needs. */
final class SlotForm {

    private SlotForm() {}

    static void offer(DelegateTask task, GoLiveTexts texts) {
        task.setVariableLocal(GO_LIVE_TEXT.name(), texts.of(planOf(task)));
        task.setVariableLocal(GO_LIVE_PAGE.name(), texts.page(planOf(task)));
        List.of(ACCEPTED, GO_LIVE_ANSWER, GO_LIVE_DATE, GO_LIVE_TIME, GO_LIVE_ZONE)
                .forEach(answer -> task.getExecution().removeVariable(answer.name()));
    }

    static boolean isFilled(DelegateTask task) {
        return GO_LIVE_DATE.find(task).isPresent();
    }

    static Wish wish(DelegateTask task) {
        return new Wish(
                LocalSlot.of(
                        GO_LIVE_DATE.find(task).orElse(null),
                        GO_LIVE_TIME.find(task).orElse(null),
                        GO_LIVE_ZONE.find(task).orElse(null)),
                REHEARSE.find(task).orElse(true));
    }
}
