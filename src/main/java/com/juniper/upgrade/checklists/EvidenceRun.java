package com.juniper.upgrade.checklists;

import com.juniper.upgrade.checklists.Evidence.Row;
import com.juniper.upgrade.checklists.EvidenceCheck.Rule;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.UpgradeResult;
import com.juniper.upgrade.explorer.Comparisons;
import com.juniper.upgrade.explorer.Comparisons.ModelCount;
import com.juniper.upgrade.explorer.DatabaseUnavailableException;
import com.juniper.upgrade.explorer.Explorer;
import com.juniper.upgrade.explorer.NotThereException;
import com.juniper.upgrade.neutralization.NeutralizationFailedException;
import com.juniper.upgrade.neutralization.NeutralizationVerifier;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks for evidence in production and its test, read-only. What cannot be checked says why, and stops nothing: an upload
 * is nowhere any more, so of it only what the engine measured and found is left.
 */
@Component
class EvidenceRun {

    private static final int MOST_ROWS = 50_000;
    private static final int MOST_MODELS = 50;
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(java.util.Locale.ROOT);

    /** What describes the ERP changes with its version, and what tells of the run is new. */
    private static final Pattern NOT_OF_THE_BUSINESS = Pattern.compile(
            "(ir|bus|base|report|digest)\\..*|res\\.(groups|users\\.log|config).*|mail\\.(message|mail|notification|tracking|channel|alias|push|ice).*|discuss\\..*");

    private final HostedDatabases databases;
    private final Explorer explorer;
    private final Comparisons comparisons;
    private final UpgradeRequests requests;

    EvidenceRun(HostedDatabases databases, Explorer explorer, Comparisons comparisons, UpgradeRequests requests) {
        this.databases = databases;
        this.explorer = explorer;
        this.comparisons = comparisons;
        this.requests = requests;
    }

    /** Production and its test, as long as both are there; strictly, each must answer. */
    private record Pair(HostedDatabase production, HostedDatabase test, Instant copied, boolean strict) {}

    /** A row of a check. */
    private record Fact(
            String title, @Nullable String value, @Nullable String written) {}

    /** {@return the evidence of these names} */
    List<Evidence> measure(UpgradeRequest request, Collection<String> names) {
        return measure(request, pair(request, false), names);
    }

    /** {@return the same; where a database cannot be looked into, that is red evidence itself, and all that is said} */
    List<Evidence> measureAll(UpgradeRequest request, Collection<String> names) {
        try {
            return measure(request, pair(request, true), names);
        } catch (DatabaseUnavailableException | ClusterException | NeutralizationFailedException e) {
            return List.of(Evidence.of(
                    "looked-into",
                    "Production and its upgraded copy can be looked into.",
                    "every check",
                    List.of(new Row(String.valueOf(e.getMessage()), null, null)),
                    null));
        }
    }

    private List<Evidence> measure(UpgradeRequest request, Optional<Pair> pair, Collection<String> names) {
        var result = requests.outcome(request.id()).upgrade();
        return names.stream()
                .distinct()
                .map(name -> evidence(name, pair, result))
                .toList();
    }

    private Optional<Pair> pair(UpgradeRequest request, boolean strict) {
        var origin = request.databaseId();
        return origin == null
                ? Optional.empty()
                : databases.find(origin).flatMap(production -> databases
                        .madeBy(request.id(), request.copyKind())
                        .map(test -> new Pair(production, test, requests.copied(request), strict)));
    }

    private Evidence evidence(String name, Optional<Pair> pair, @Nullable UpgradeResult result) {
        var kind = name.replaceFirst(":.*", "");
        var of = name.substring(name.indexOf(':') + 1);
        return switch (kind) {
            case "integrity" -> integrity(name, of, result);
            case "findings" -> findings(name, of, result);
            case "record-counts" -> recordCounts(name, pair);
            case "copy-harmless" -> copyHarmless(name, pair);
            default -> comparison(EvidenceCheck.read(name), pair);
        };
    }

    private Evidence comparison(EvidenceCheck check, Optional<Pair> pair) {
        return in(pair, check.name(), check.title(), check.query(), both -> {
            var production = facts(check, both.production());
            var test = facts(check, both.test());
            if (production.isEmpty() || test.isEmpty()) {
                return Evidence.notChecked(
                        check.name(),
                        check.title(),
                        check.query(),
                        "The database has nothing of the kind: no such table, or another layout.");
            }
            List<Row> rows = new ArrayList<>();
            production.get().forEach((key, fact) -> red(check, fact, test.get().get(key), both.copied())
                    .ifPresent(rows::add));
            return Evidence.of(
                    check.name(),
                    check.title(),
                    check.query(),
                    rows,
                    production.get().size() < MOST_ROWS
                            ? null
                            : "The first %,d rows are compared.".formatted(MOST_ROWS));
        });
    }

    private Optional<Map<String, Fact>> facts(EvidenceCheck check, HostedDatabase database) {
        return explorer.read(database, content -> {
            var statement = check.statement(content);
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Fact> facts = new LinkedHashMap<>();
            for (List<@Nullable String> row :
                    content.select(statement.get().tables(), statement.get().sql(), MOST_ROWS)) {
                var key = String.valueOf(row.get(0));
                var title = row.get(1);
                facts.put(key, new Fact(title == null || title.isBlank() ? "#" + key : title, row.get(2), row.get(3)));
            }
            return Optional.of(facts);
        });
    }

    /** What was written in production after the copy was made is no difference of the upgrade's. */
    private static Optional<Row> red(EvidenceCheck check, Fact fact, @Nullable Fact other, Instant copied) {
        if (isAfter(fact.written(), copied)) {
            return Optional.empty();
        }
        var value = fact.value();
        if (other == null) {
            return check.rules().contains(Rule.GONE) || check.rules().contains(Rule.FEWER)
                    ? Optional.of(new Row(fact.title(), value == null ? "there" : value, null))
                    : Optional.empty();
        }
        boolean changed = check.rules().contains(Rule.CHANGED) && value != null && !value.equals(other.value());
        boolean fewer = check.rules().contains(Rule.FEWER) && number(value).compareTo(number(other.value())) > 0;
        return changed || fewer ? Optional.of(new Row(fact.title(), value, other.value())) : Optional.empty();
    }

    private static BigDecimal number(@Nullable String value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value);
    }

    private static boolean isAfter(@Nullable String written, Instant copied) {
        try {
            return written != null
                    && LocalDateTime.parse(written, WRITTEN)
                            .toInstant(ZoneOffset.UTC)
                            .isAfter(copied);
        } catch (DateTimeParseException e) {
            return false; // infinity, or a column of another type
        }
    }

    /** Numbers of all models that are fewer, of which the customer's own records are counted. */
    private Evidence recordCounts(String name, Optional<Pair> pair) {
        var title = "No record of your own is missing, in any model.";
        var query = "for each model: select count(*), without records of modules and those made after the copy";
        return in(pair, name, title, query, both -> {
            var fewer = comparisons.counts(both.production(), both.test()).stream()
                    .filter(EvidenceRun::isFewer)
                    .limit(MOST_MODELS)
                    .toList();
            List<Row> rows = new ArrayList<>();
            for (ModelCount count : fewer) {
                long before = own(both.production(), Objects.requireNonNull(count.left()), both.copied());
                var right = count.right();
                long after = right == null ? 0 : own(both.test(), right, Instant.now());
                if (before > after) {
                    rows.add(new Row(
                            "%s (%s)".formatted(count.label(), count.left()),
                            Long.toString(before),
                            right == null ? null : Long.toString(after)));
                }
            }
            return Evidence.of(name, title, query, rows, null);
        });
    }

    private static boolean isFewer(ModelCount count) {
        var before = count.leftRows();
        var after = count.rightRows();
        return count.exact()
                && before != null
                && before > (after == null ? 0 : after)
                && !NOT_OF_THE_BUSINESS.matcher(String.valueOf(count.left())).matches();
    }

    private long own(HostedDatabase database, String model, Instant until) {
        return explorer.read(database, content -> content.ownRecords(model, until));
    }

    private Evidence copyHarmless(String name, Optional<Pair> pair) {
        var title =
                "Nothing leaves the test: no scheduled action, no mail server, no payment provider and no key is active.";
        var query = "the check that every copy must pass before it is delivered, done again";
        return in(pair, name, title, query, both -> {
            var leaks = new NeutralizationVerifier().verify(databases.reader(both.test()));
            return Evidence.of(
                    name,
                    title,
                    query,
                    leaks.stream()
                            .map(leak -> new Row(
                                    "%s (%s.%s)".formatted(leak.reason(), leak.table(), leak.column()),
                                    null,
                                    Long.toString(leak.rows())))
                            .toList(),
                    null);
        });
    }

    private interface Look {
        Evidence in(Pair pair);
    }

    private static Evidence in(Optional<Pair> pair, String name, String title, String query, Look look) {
        if (pair.isEmpty()) {
            return Evidence.notChecked(
                    name,
                    title,
                    query,
                    "The platform does not have both databases: it compares hosted ones, as long as the test is kept.");
        }
        try {
            return look.in(pair.get());
        } catch (DatabaseUnavailableException
                | NotThereException
                | ClusterException
                | NeutralizationFailedException e) {
            if (pair.get().strict() && !(e instanceof NotThereException)) {
                throw e;
            }
            return Evidence.notChecked(name, title, query, String.valueOf(e.getMessage()));
        }
    }

    /** The engine measured each figure before and after each version; it delivers nothing where one differs. */
    private static Evidence integrity(String name, String check, @Nullable UpgradeResult result) {
        var query = "integrity check %s, measured by the upgrade before and after each version".formatted(check);
        var all = found(result, "integrity").stream()
                .filter(finding -> check.equals(finding.details().get("check")))
                .toList();
        if (all.isEmpty()) {
            return Evidence.notChecked(
                    name, "Figures that must stay: " + check + ".", query, "The database has nothing of the kind.");
        }
        return Evidence.of(
                name,
                all.get(0).title(),
                query,
                all.stream()
                        .filter(finding -> !finding.severity().equals("INFO"))
                        .map(finding ->
                                new Row(finding.title(), null, finding.details().get("differences")))
                        .toList(),
                "%s figures compared".formatted(all.get(0).details().get("figures")));
    }

    private static Evidence findings(String name, String category, @Nullable UpgradeResult result) {
        var title =
                switch (category) {
                    case "views" -> "The upgrade changed or disabled no view of yours.";
                    case "texts" -> "No filter, action or template of yours names what is gone.";
                    default -> "The upgrade found no code of yours that must be looked at.";
                };
        var query = "findings of the upgrade: %s, no mere information".formatted(category);
        if (result == null) {
            return Evidence.notChecked(name, title, query, "What the upgrade found is not kept.");
        }
        var rows = found(result, category).stream()
                .filter(finding -> !finding.severity().equals("INFO"))
                .map(finding -> new Row(finding.title(), null, finding.details().get("reason")))
                .toList();
        long count = result.hops().stream()
                .flatMap(hop -> hop.counts().stream())
                .filter(counted -> counted.category().equals(category)
                        && !counted.severity().equals("INFO"))
                .mapToLong(counted -> counted.findings())
                .sum();
        return Evidence.of(name, title, query, count, rows, null);
    }

    private static List<Finding> found(@Nullable UpgradeResult result, String category) {
        return result == null
                ? List.of()
                : result.hops().stream()
                        .flatMap(hop -> hop.findings().stream())
                        .filter(finding -> finding.category().equals(category))
                        .toList();
    }
}
