package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authors of scripts see what a release changed, and what nobody has explained yet. */
class CatalogComparisonTest {

    @TempDir
    private static Path folder;

    private static Path before;
    private static Path after;

    @BeforeAll
    static void publish() throws SQLException {
        before = folder.resolve("before.zip");
        after = folder.resolve("after.zip");
        var database = SampleErp.database(new Version(17, 0), "compared");
        CatalogCapture.capture(database, null, "sample", before);
        try (Connection connection = database.connect()) {
            Sql.execute(connection, """
                    alter table res_partner rename column email to email_address;
                    update ir_model_fields set name = 'email_address' where model = 'res.partner' and name = 'email';
                    update ir_model_data set name = 'action_contacts' where module = 'base' and name = 'action_partners'""");
        }
        CatalogCapture.capture(database, null, "sample", after);
    }

    @Test
    void tellsWhatIsLostAndWhatWasProbablyRenamed() {
        var comparison = CatalogComparison.of(before, after, List.of());

        assertThat(comparison.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.thing()).isEqualTo("res_partner.email");
            assertThat(loss.module()).isEqualTo("base");
        });
        assertThat(comparison.renames())
                .anySatisfy(rename -> assertThat(rename.after()).isEqualTo("res_partner.email_address"))
                .anySatisfy(rename -> assertThat(rename.before() + " " + rename.after())
                        .isEqualTo("base.action_partners base.action_contacts"));
        assertThat(comparison.changes())
                .extracting(CatalogComparison.Change::kind)
                .contains("field gone", "field new", "column gone", "column new", "record gone", "record new");
    }

    @Test
    void aSentenceExplainsALoss(@TempDir Path pack) throws IOException {
        var sentences = Files.createDirectories(pack.resolve("17.0")).resolve("explained.txt");
        Files.writeString(sentences, "# why\nres_partner.email: the address has a longer name\n");

        assertThat(CatalogComparison.of(before, after, List.of(pack)).losses()).isEmpty();
    }

    @Test
    void aReleaseLosesNothingAgainstItself() {
        var comparison = CatalogComparison.of(before, before, List.of());

        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.losses()).isEmpty();
    }
}
