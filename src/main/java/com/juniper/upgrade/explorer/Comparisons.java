package com.juniper.upgrade.explorer;

import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.engine.ModelRenames;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.explorer.Content.Count;
import com.juniper.upgrade.explorer.Item.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares two hosted databases: production, and an upgraded test of it (R87, R92, R98). Records keep their ids. */
@Component
public class Comparisons {

    private final Explorer explorer;

    Comparisons(Explorer explorer) {
        this.explorer = explorer;
    }

    /** How two values, or two numbers, stand to each other. */
    public enum Difference {
        SAME,
        DIFFERENT,
        /** Only in the first database. */
        GONE,
        /** Only in the second. */
        NEW
    }

    /**
     * A model's records in both.
     *
     * @param left its name in the first; null where it has none
     * @param exact whether both numbers are counted, not estimated
     */
    public record ModelCount(
            @Nullable String left,
            @Nullable String right,
            String label,
            @Nullable Long leftRows,
            @Nullable Long rightRows,
            boolean exact,
            Difference difference) {}

    /** A field in both. */
    public record FieldPair(
            String label,
            @Nullable String left,
            @Nullable String right,
            @Nullable Value leftValue,
            @Nullable Value rightValue,
            Difference difference) {}

    /** A record in both. */
    public record RecordPair(
            String left, String right, long id, String name, Difference difference, List<FieldPair> fields) {

        /** {@return how many fields that both have differ} */
        public long differences() {
            return fields.stream()
                    .filter(field -> field.difference() == Difference.DIFFERENT)
                    .count();
        }
    }

    /** A page of records in both. */
    public record ModelComparison(String left, String right, int page, boolean more, List<RecordPair> records) {}

    /** {@return every model of either, those that differ first} */
    public List<ModelCount> counts(HostedDatabase left, HostedDatabase right) {
        var renames = renames(left, right);
        var here = explorer.read(left, Content::counts);
        var there = byName(explorer.read(right, Content::counts));
        List<ModelCount> counts = new ArrayList<>();
        for (Count count : here) {
            var model = count.model().model();
            var other = Optional.ofNullable(there.remove(renames.model(model)))
                    .or(() -> Optional.ofNullable(there.remove(model)));
            counts.add(pair(count, other.orElse(null)));
        }
        there.values().forEach(count -> counts.add(pair(null, count)));
        counts.sort(Comparator.comparing((ModelCount count) -> count.difference() == Difference.SAME)
                .thenComparing(count -> String.valueOf(count.left() == null ? count.right() : count.left())));
        return counts;
    }

    private static Map<String, Count> byName(List<Count> counts) {
        return counts.stream()
                .collect(Collectors.toMap(
                        count -> count.model().model(), Function.identity(), (first, second) -> first, TreeMap::new));
    }

    private static ModelCount pair(@Nullable Count left, @Nullable Count right) {
        var known = Objects.requireNonNull(right == null ? left : right).model();
        var difference = left == null
                ? Difference.NEW
                : right == null
                        ? Difference.GONE
                        : left.model().rows() == right.model().rows() ? Difference.SAME : Difference.DIFFERENT;
        return new ModelCount(
                left == null ? null : left.model().model(),
                right == null ? null : right.model().model(),
                known.label(),
                left == null ? null : left.model().rows(),
                right == null ? null : right.model().rows(),
                (left == null || left.exact()) && (right == null || right.exact()),
                difference);
    }

    /**
     * {@return a record field by field}
     *
     * @throws NotThereException if neither has it
     */
    public RecordPair record(HostedDatabase left, HostedDatabase right, String model, long id) {
        var pairs = pairs(left, right, model, List.of(id));
        if (pairs.isEmpty()) {
            throw new NotThereException("Neither database has a record %d of %s.".formatted(id, model));
        }
        return pairs.get(0);
    }

    /** {@return a page of a model's records, each with its differences} */
    public ModelComparison model(HostedDatabase left, HostedDatabase right, String model, int page) {
        var ids = explorer.read(
                explorer.read(left, content -> content.findModel(model)).isPresent() ? left : right,
                content -> content.ids(content.model(model), page));
        var pairs = pairs(left, right, model, ids);
        return new ModelComparison(
                model, renames(left, right).model(model), Math.max(1, page), ids.size() == Content.PAGE, pairs);
    }

    private List<RecordPair> pairs(HostedDatabase left, HostedDatabase right, String model, List<Long> ids) {
        var renames = renames(left, right);
        var here = records(left, model, model, ids);
        var there = records(right, renames.model(model), model, ids);
        if (here.isEmpty() && there.isEmpty()) {
            return List.of();
        }
        return ids.stream()
                .filter(id -> here.containsKey(id) || there.containsKey(id))
                .map(id -> pair(model, renames, id, here.get(id), there.get(id)))
                .toList();
    }

    /** The records of a model by one of two names; none where the database has neither. */
    private Map<Long, RecordContent> records(HostedDatabase database, String name, String otherName, List<Long> ids) {
        return explorer.read(database, content -> {
            var model = content.findModel(name);
            var found = model.isPresent() ? model : content.findModel(otherName);
            return found.isEmpty()
                    ? Map.<Long, RecordContent>of()
                    : content.records(found.get(), ids).stream()
                            .collect(Collectors.toMap(RecordContent::id, Function.identity()));
        });
    }

    private static RecordPair pair(
            String model, ModelRenames renames, long id, @Nullable RecordContent left, @Nullable RecordContent right) {
        Map<String, FieldValue> others = new LinkedHashMap<>();
        if (right != null) {
            right.fields().forEach(field -> others.put(field.field(), field));
        }
        List<FieldPair> fields = new ArrayList<>();
        if (left != null) {
            for (FieldValue field : left.fields()) {
                var other = Optional.ofNullable(others.remove(renames.field(model, field.field())))
                        .or(() -> Optional.ofNullable(others.remove(field.field())));
                fields.add(pair(field, other.orElse(null)));
            }
        }
        others.values().forEach(field -> fields.add(pair(null, field)));
        var difference = left == null
                ? Difference.NEW
                : right == null
                        ? Difference.GONE
                        : fields.stream().allMatch(field -> field.difference() == Difference.SAME)
                                ? Difference.SAME
                                : Difference.DIFFERENT;
        return new RecordPair(
                left == null ? model : left.model().model(),
                right == null ? renames.model(model) : right.model().model(),
                id,
                Objects.requireNonNull(left == null ? right : left).name(),
                difference,
                fields);
    }

    private static FieldPair pair(@Nullable FieldValue left, @Nullable FieldValue right) {
        var known = Objects.requireNonNull(right == null ? left : right);
        var difference = left == null
                ? Difference.NEW
                : right == null ? Difference.GONE : (isSame(left, right) ? Difference.SAME : Difference.DIFFERENT);
        return new FieldPair(
                known.label(),
                left == null ? null : left.field(),
                right == null ? null : right.field(),
                left == null ? null : left.value(),
                right == null ? null : right.value(),
                difference);
    }

    /** Links are the same where they lead to the same record, whatever it is called. */
    private static boolean isSame(FieldValue left, FieldValue right) {
        var leftId = left.value().id();
        var rightId = right.value().id();
        if (leftId != null && rightId != null) {
            return leftId.equals(rightId);
        }
        return Objects.equals(left.value().text(), right.value().text());
    }

    private static ModelRenames renames(HostedDatabase left, HostedDatabase right) {
        var none = new Version(0, 0);
        return ModelRenames.between(
                left.version() == null ? none : Version.parse(left.version()),
                right.version() == null ? none : Version.parse(right.version()));
    }
}
