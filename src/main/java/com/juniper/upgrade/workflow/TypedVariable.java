package com.juniper.upgrade.workflow;

import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;

/** A process variable by name and type. */
public record TypedVariable<T>(String name, Class<T> type) {

    /**
     * {@return the variable's value}
     *
     * @throws IllegalStateException if the process does not have it
     */
    public T in(VariableScope scope) {
        var value = scope.getVariable(name);
        if (value == null) {
            throw new IllegalStateException("The process has no variable " + name);
        }
        return Objects.requireNonNull(type.cast(value));
    }

    /** {@return the variable's value, where the process has one} */
    public Optional<T> find(VariableScope scope) {
        return Optional.ofNullable(scope.getVariable(name)).map(type::cast);
    }

    /** Sets the variable. */
    public void set(VariableScope scope, T value) {
        scope.setVariable(name, value);
    }
}
