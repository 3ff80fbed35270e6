package com.juniper.upgrade.checklists;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.PlatformTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class EvidenceRetentionIT {

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EvidenceRetention retention;

    @Test
    @DisplayName("decision 7: screenshots of a checklist go with the files of its request, those of a younger one stay")
    void screenshotsGo() {
        var cases = new CaseFixture(platform);
        var old = cases.deliveredTo("demo");
        long expired = cases.checklist(old);
        long young = cases.checklist(cases.deliveredTo("demo"));
        jdbc.sql("update upgrade.checklist set created = now() - interval '91 days' where request_id = ?")
                .param(old.request())
                .update();
        for (long item : List.of(expired, young)) {
            jdbc.sql(
                            "insert into upgrade.small_file (item_id, name, type, content) values (?, 'a.png', 'image/png', 'picture')")
                    .param(item)
                    .update();
        }

        retention.purge();

        assertThat(jdbc.sql("select item_id from upgrade.small_file where item_id in (?, ?)")
                        .params(expired, young)
                        .query(Long.class)
                        .list())
                .containsExactly(young);
    }
}
