package com.juniper.upgrade.modules;

import java.util.List;

/** A value as a data file writes it. */
sealed interface DataValue {

    /** Nothing. */
    record Empty() implements DataValue {}

    /** A text, which becomes what its field is. */
    record Text(String text) implements DataValue {}

    /** XML or HTML, in which {@code %(module.name)d} stands for a record's id. */
    record Markup(String text) implements DataValue {}

    /** Records by their external ids. */
    record References(List<String> externalIds) implements DataValue {}

    /** An expression of literals. */
    record Evaluated(Literal literal) implements DataValue {}
}
