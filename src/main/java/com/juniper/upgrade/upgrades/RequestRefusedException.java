package com.juniper.upgrade.upgrades;

import java.util.List;
import java.util.stream.Collectors;

/** A request is refused, for all these reasons. */
public class RequestRefusedException extends RuntimeException {

    private final List<Reason> reasons;

    public RequestRefusedException(List<Reason> reasons) {
        super(reasons.stream().map(Reason::message).collect(Collectors.joining(" ")));
        this.reasons = List.copyOf(reasons);
    }

    /** {@return every reason} */
    public List<Reason> reasons() {
        return reasons;
    }
}
