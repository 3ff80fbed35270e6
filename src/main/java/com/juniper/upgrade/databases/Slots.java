package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Limits how many long upgrades run at the same time, over all nodes. */
@Component
public class Slots {

    private final JdbcClient jdbc;
    private final int number;

    Slots(JdbcClient jdbc, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.number = properties.slots();
    }

    /** Takes a slot for a request, or keeps the one that it has; says whether it has one now. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean take(UUID request) {
        jdbc.sql("lock table upgrade.slot in exclusive mode").update();
        jdbc.sql("""
                        insert into upgrade.slot (request_id)
                        select ? where (select count(*) from upgrade.slot) < ? on conflict do nothing""").params(request, number).update();
        return jdbc.sql("select count(*) from upgrade.slot where request_id = ?")
                        .param(request)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Gives a request's slot back, where it has one. */
    public void release(UUID request) {
        jdbc.sql("delete from upgrade.slot where request_id = ?").param(request).update();
    }
}
