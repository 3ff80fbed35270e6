package com.juniper.upgrade.workflow.listeners;

import com.juniper.upgrade.golive.GoLiveTexts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Task_AnswerProposal: shows the proposal, and forgets what was answered before. */
@Component
class ProposalOfferedListener implements TaskListener {

    private final GoLiveTexts texts;

    ProposalOfferedListener(GoLiveTexts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        SlotForm.offer(task, texts);
    }
}
