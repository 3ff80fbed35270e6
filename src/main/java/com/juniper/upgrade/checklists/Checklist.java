package com.juniper.upgrade.checklists;

import com.juniper.upgrade.artifacts.SmallFiles;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is checked in one upgraded test database (R78-R105).
 *
 * @param closed when it was closed without a decision: a newer test, production, or the end of its time
 * @param decision whether the customer is confident that the upgraded database can be the main database (R24)
 */
public record Checklist(
        UUID request,
        Instant created,
        @Nullable Instant closed,
        @Nullable Given<Boolean> decision,
        List<Area> areas) {

    /** A part of the business, like Sales. */
    public record Area(String area, String title, List<Item> items) {

        /** {@return how many of its items have no answer} */
        public long open() {
            return items.stream().filter(Item::isOpen).count();
        }

        /** {@return how many of its items have this answer} */
        public long count(Answer answer) {
            return Checklist.count(items.stream(), answer);
        }

        /** {@return how many of its items have evidence against them} */
        public long red() {
            return items.stream().filter(Item::isRed).count();
        }
    }

    /**
     * Something to check.
     *
     * @param requirement the number of what it is for, where it is one of ours
     * @param own whether the customer added it
     * @param given the answer, where there is one
     * @param takenOver whether the answer is that of the test before, in which the evidence was the same
     * @param changed whether it must be looked at again: its evidence is another than in the test before, or it had a problem
     * @param last the answer in the test before
     * @param files screenshots to the answer
     */
    public record Item(
            long id,
            String name,
            @Nullable String requirement,
            String text,
            boolean own,
            @Nullable Given<Answer> given,
            boolean takenOver,
            boolean changed,
            @Nullable Given<Answer> last,
            List<Evidence> evidence,
            List<SmallFiles.Entry> files) {

        /** {@return whether it has no answer yet} */
        public boolean isOpen() {
            return given == null;
        }

        /** {@return whether the machine found something} */
        public boolean isRed() {
            return evidence.stream().anyMatch(found -> found.state() == Evidence.State.RED);
        }

        /** {@return the answer, where there is one} */
        public @Nullable Answer answer() {
            return given == null ? null : given.answer();
        }
    }

    private Stream<Item> items() {
        return areas.stream().flatMap(area -> area.items().stream());
    }

    private static long count(Stream<Item> items, Answer answer) {
        return items.filter(item -> Objects.equals(item.answer(), answer)).count();
    }

    /** {@return an item by its name; empty where there is none, or no name is given} */
    public Optional<Item> item(@Nullable String name) {
        return items().filter(item -> item.name().equals(name)).findFirst();
    }

    /** {@return how many items there are} */
    public long size() {
        return items().count();
    }

    /** {@return how many items have no answer} */
    public long open() {
        return items().filter(Item::isOpen).count();
    }

    /** {@return how many items have this answer} */
    public long count(Answer answer) {
        return count(items(), answer);
    }

    /** {@return how many items have evidence against them} */
    public long red() {
        return items().filter(Item::isRed).count();
    }

    /** {@return whether answers are still taken} */
    public boolean isOpen() {
        return closed == null && decision == null;
    }

    /** {@return why the customer cannot be confident yet, in a sentence; null where nothing is in the way} */
    public @Nullable String obstacle() {
        long problems = count(Answer.PROBLEM);
        if (open() > 0) {
            return "%d of %d items have no answer yet.".formatted(open(), size());
        }
        return problems == 0
                ? null
                : "%d %s reported. Have it solved and test again, or change the answer."
                        .formatted(problems, problems == 1 ? "problem is" : "problems are");
    }
}
