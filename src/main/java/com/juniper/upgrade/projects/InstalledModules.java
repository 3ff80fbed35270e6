package com.juniper.upgrade.projects;

import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.engine.DatabaseAnalysis;
import com.juniper.upgrade.engine.ModuleInfo;
import com.juniper.upgrade.releases.Releases;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which custom modules are installed in a production database now, whatever its last test said. */
@Component
class InstalledModules {

    private final HostedDatabases databases;
    private final Releases releases;

    InstalledModules(HostedDatabases databases, Releases releases) {
        this.databases = databases;
        this.releases = releases;
    }

    /**
     * {@return the names of a database's custom modules}
     *
     * @throws com.juniper.upgrade.engine.EngineException if it cannot be looked into now
     */
    List<String> custom(HostedDatabase database) {
        var address = databases.reader(database);
        return DatabaseAnalysis.of(address, releases.catalogs(DatabaseAnalysis.line(address)), null)
                .customModules()
                .stream()
                .map(ModuleInfo::name)
                .toList();
    }
}
