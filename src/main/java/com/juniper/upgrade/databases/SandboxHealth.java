package com.juniper.upgrade.databases;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says in {@code /actuator/health} whether strangers' dumps are read in a sandbox. */
@Component
class SandboxHealth implements HealthIndicator {

    private final ProgramRunner programs;

    SandboxHealth(ProgramRunner programs) {
        this.programs = programs;
    }

    @Override
    public Health health() {
        return Health.up().withDetail("sandboxed", programs.sandboxed()).build();
    }
}
