package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.upgrades.DatabaseFacts;
import com.juniper.upgrade.upgrades.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    /** A community database of version 16.0 on its customer's premises that goes to 18.0: nothing speaks against it. */
    private final Map<String, @Nullable Object> facts = new TreeMap<>(new DatabaseFacts(
                    true,
                    "18.0",
                    List.of("14.0", "15.0", "16.0", "17.0", "18.0"),
                    true,
                    null,
                    "community",
                    "16.0",
                    "community",
                    null,
                    "ONPREM",
                    null,
                    List.of())
            .asVariables());

    @Test
    @DisplayName("R2: a request over several versions is eligible")
    void nothingSpeaksAgainstIt() {
        assertThat(reasons()).isEmpty();
    }

    @Test
    @DisplayName("R1: the database is mandatory")
    void refusesARequestWithoutDatabase() {
        facts.put("databaseGiven", false);

        assertThat(only().code()).isEqualTo("database");
        assertThat(only().message()).contains("missing");
    }

    @Test
    @DisplayName("R1: the target version is mandatory, and the reason lists the published ones")
    void refusesARequestWithoutTarget() {
        facts.put("targetVersion", null);

        assertThat(only().code()).isEqualTo("targetVersion");
        assertThat(only().message()).contains("missing", "14.0, 15.0, 16.0, 17.0, 18.0");
    }

    @Test
    @DisplayName("R3: an unknown target is refused with the list of published versions")
    void refusesAnUnknownTarget() {
        facts.put("targetVersion", "99.0");

        assertThat(only().code()).isEqualTo("targetVersion");
        assertThat(only().message())
                .contains("99.0 is not supported", "of the line community", "14.0, 15.0, 16.0, 17.0, 18.0");
    }

    @Test
    @DisplayName("R3: before the database's line is known, the reason names none")
    void refusesAnUnknownTargetOfAnUnknownLine() {
        facts.put("targetVersion", "seventeen");
        facts.put("line", null);
        facts.put("sourceVersion", null);
        facts.put("erp", null);

        assertThat(only().message()).startsWith("Version seventeen is not supported; published are");
    }

    @Test
    @DisplayName("Decision 13: a target that this line has not published is refused")
    void refusesATargetThatIsNotPublishedForTheLine() {
        facts.put("publishedVersions", "16.0, 17.0");

        assertThat(only().code()).isEqualTo("targetVersion");
        assertThat(only().message()).contains("18.0", "line community", "16.0, 17.0");
    }

    @Test
    @DisplayName("Decision 13: a source version that is not published is refused")
    void refusesASourceThatIsNotPublished() {
        facts.put("publishedVersions", "17.0, 18.0");

        assertThat(only().code()).isEqualTo("sourceVersion");
        assertThat(only().message()).contains("16.0", "not published", "17.0, 18.0", "operator");
    }

    @Test
    @DisplayName("Decision 13: a line of which nothing is published names both versions")
    void refusesALineOfWhichNothingIsPublished() {
        facts.put("publishedVersions", "");

        assertThat(reasons()).extracting(Reason::code).containsExactlyInAnyOrder("targetVersion", "sourceVersion");
        assertThat(reasons()).extracting(Reason::message).noneMatch(message -> message.contains("are ."));
    }

    @Test
    @DisplayName("R5: the same version is nothing to upgrade")
    void refusesTheSameVersion() {
        facts.put("targetVersion", "16.0");

        assertThat(only().code()).isEqualTo("targetVersion");
        assertThat(only().message()).contains("16.0 already", "nothing to upgrade");
    }

    @Test
    @DisplayName("R5: a lower version is refused")
    void refusesALowerVersion() {
        facts.put("targetVersion", "15.0");

        assertThat(only().code()).isEqualTo("targetVersion");
        assertThat(only().message()).contains("16.0", "going back to 15.0 is not possible");
    }

    @Test
    @DisplayName("R5: minor versions are compared as numbers, 9.0 before 10.0")
    void comparesVersionsAsNumbers() {
        facts.put("publishedVersions", "9.0, 10.0");
        facts.put("sourceVersion", "9.0");
        facts.put("targetVersion", "10.0");

        assertThat(reasons()).isEmpty();
    }

    @Test
    @DisplayName("R6: an upgrade does not switch the edition")
    void refusesAnotherEdition() {
        facts.put("editionAsked", "enterprise");

        assertThat(only().code()).isEqualTo("edition");
        assertThat(only().message()).contains("is community and stays it", "enterprise was asked for");
    }

    @Test
    @DisplayName("R6, R7: naming the edition and the hosting that it has is fine")
    void acceptsWhatItIs() {
        facts.put("editionAsked", "community");
        facts.put("hostingAsked", "ONPREM");

        assertThat(reasons()).isEmpty();
    }

    @Test
    @DisplayName("R7: an upgrade does not change the hosting")
    void refusesAnotherHosting() {
        facts.put("hostingAsked", "ONLINE");

        assertThat(only().code()).isEqualTo("hosting");
        assertThat(only().message()).contains("back to ONPREM", "ONLINE was asked for");
    }

    @Test
    @DisplayName("R8: another application's database is refused with what is missing in it")
    void refusesAnotherApplicationsDatabase() {
        facts.put("erp", false);
        facts.put("notErp", "it has no table ir_module_module");
        List.of("line", "sourceVersion", "edition", "hosting").forEach(name -> facts.put(name, null));
        facts.put("publishedVersions", "");

        assertThat(reasons())
                .extracting(Reason::message)
                .contains("This is not a database of the ERP: it has no table ir_module_module."
                        + " Another application's database cannot be upgraded here.");
        assertThat(reasons()).hasSize(1);
    }

    @Test
    @DisplayName("R9: custom modules without code for the target are refused where the platform hosts them")
    void refusesCustomModulesThatNobodyCanPort() {
        facts.put("hosting", "ONLINE");
        facts.put("customModules", "acme_sale, acme_stock");

        assertThat(only().code()).isEqualTo("modules");
        assertThat(only().message()).contains("acme_sale, acme_stock", "18.0");
    }

    @Test
    @DisplayName("R9, decision 12: on premise custom modules are declared in a task, not refused")
    void leavesCustomModulesOnPremiseToTheirTask() {
        facts.put("customModules", "acme_sale");

        assertThat(reasons()).isEmpty();
    }

    @Test
    @DisplayName("R1-R9: all reasons are told at once")
    void tellsAllReasonsAtOnce() {
        facts.put("targetVersion", "13.0");
        facts.put("sourceVersion", "13.5");
        facts.put("editionAsked", "enterprise");
        facts.put("hosting", "ONLINE");
        facts.put("hostingAsked", "SH");
        facts.put("customModules", "acme_sale");

        assertThat(reasons())
                .extracting(Reason::code)
                .containsExactlyInAnyOrder(
                        "targetVersion", "targetVersion", "sourceVersion", "edition", "hosting", "modules");
    }

    private Reason only() {
        assertThat(reasons()).hasSize(1);
        return reasons().get(0);
    }

    private List<Reason> reasons() {
        return Eligibility.reasons(facts);
    }
}
