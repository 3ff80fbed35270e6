package com.juniper.upgrade.api;

import com.juniper.upgrade.recovery.Recovery;
import com.juniper.upgrade.security.CurrentCaller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a restore of the platform's database has left to operators. */
@RestController
class RecoveryApiController {

    private final Recovery recovery;
    private final CurrentCaller callers;

    RecoveryApiController(Recovery recovery, CurrentCaller callers) {
        this.recovery = recovery;
        this.callers = callers;
    }

    /** Whether the platform is held, and what was found. */
    @GetMapping("/api/recovery")
    Recovery.State state() {
        return recovery.state();
    }

    /** Compares the platform's database with the clusters now. */
    @PostMapping("/api/recovery/look")
    Recovery.State look() {
        recovery.look();
        return recovery.state();
    }

    /**
     * Lets the platform go on after a restore; 409 where not everything is compared yet.
     *
     * @param mails whether mails are sent that may have been sent before
     */
    @PostMapping("/api/recovery/go-on")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void goOn(@RequestParam(defaultValue = "false") boolean mails) {
        recovery.goOn(mails, callers.require());
    }

    /**
     * Settles something that was found.
     *
     * @param drop whether it is dropped, where it can be; else it is only marked as seen
     */
    @PostMapping("/api/recovery/findings/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void settle(@PathVariable long id, @RequestParam(defaultValue = "false") boolean drop) {
        recovery.settle(id, drop, callers.require());
    }
}
