package com.juniper.upgrade.workflow;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.watching.Standstill;
import com.juniper.upgrade.watching.WatchdogWorkflow;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Gives operators their tasks with the model {@code Watchdog}. */
@Component
class CamundaWatchdogWorkflow implements WatchdogWorkflow {

    private final RuntimeService processes;
    private final String publicUrl;

    CamundaWatchdogWorkflow(RuntimeService processes, JuniperProperties properties) {
        this.processes = processes;
        this.publicUrl = properties.publicUrl();
    }

    @Override
    public void standsStill(Standstill standstill) {
        processes.startProcessInstanceByKey(
                WatchdogModel.PROCESS_ID,
                WatchdogModel.keyOf(standstill.id()),
                Map.of(
                        WatchdogModel.STANDSTILL_TITLE.name(), standstill.title(),
                        WatchdogModel.STANDSTILL_TEXT.name(), text(standstill),
                        WatchdogModel.STANDSTILL_PAGE.name(), publicUrl + standstill.page()));
    }

    private String text(Standstill standstill) {
        return "%s is %s since %s, which is longer than it should be. Look for an incident in %s/camunda/app/cockpit; what to do says docs/operating.md, \"Something stands still\"."
                .formatted(
                        standstill.title(),
                        standstill.state(),
                        standstill.since().truncatedTo(ChronoUnit.SECONDS),
                        publicUrl);
    }

    @Override
    public boolean movedOn(long standstill) {
        var key = WatchdogModel.keyOf(standstill);
        return !processes
                        .createMessageCorrelation(WatchdogModel.MESSAGE_STATE_MOVED_ON)
                        .processInstanceBusinessKey(key)
                        .correlateAllWithResult()
                        .isEmpty()
                || processes
                                .createProcessInstanceQuery()
                                .processDefinitionKey(WatchdogModel.PROCESS_ID)
                                .processInstanceBusinessKey(key)
                                .count()
                        == 0;
    }
}
