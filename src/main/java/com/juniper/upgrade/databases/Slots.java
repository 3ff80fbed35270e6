package com.juniper.upgrade.databases;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Limits how many long upgrades run on a cluster at the same time, over all nodes. */
@Component
public class Slots {

    private final JdbcClient jdbc;
    private final Clusters clusters;

    Slots(JdbcClient jdbc, Clusters clusters) {
        this.jdbc = jdbc;
        this.clusters = clusters;
    }

    /** Takes a cluster's slot for a request, or keeps the one that it has; says whether it has one now. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean take(UUID request, String cluster) {
        jdbc.sql("lock table upgrade.slot in exclusive mode").update();
        jdbc.sql("""
                        insert into upgrade.slot (request_id, cluster)
                        select :request, :cluster where (select count(*) from upgrade.slot where cluster = :cluster) < :slots
                        on conflict do nothing""")
                .param("request", request)
                .param("cluster", cluster)
                .param("slots", clusters.require(cluster).slots())
                .update();
        return jdbc.sql("select count(*) from upgrade.slot where request_id = ?")
                        .param(request)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** {@return whether a cluster has a slot that nobody has} */
    public boolean isFree(String cluster) {
        return jdbc.sql("select count(*) from upgrade.slot where cluster = ?")
                        .param(cluster)
                        .query(Long.class)
                        .single()
                < clusters.require(cluster).slots();
    }

    /** Gives slots back, of those who have one. */
    public void release(List<UUID> owners) {
        jdbc.sql("delete from upgrade.slot where request_id = any(?)")
                .param(owners.toArray(UUID[]::new))
                .update();
    }

    /** Gives a request's slot back, where it has one. */
    public void release(UUID request) {
        jdbc.sql("delete from upgrade.slot where request_id = ?").param(request).update();
    }
}
