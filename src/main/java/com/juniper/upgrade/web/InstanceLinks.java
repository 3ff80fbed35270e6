package com.juniper.upgrade.web;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Where a hosted database is opened: at the ERP's server where {@code juniper.instance-url} names one, else in our explorer. */
@Component("instances")
class InstanceLinks {

    private final JuniperProperties properties;

    InstanceLinks(JuniperProperties properties) {
        this.properties = properties;
    }

    /** {@return the address that opens a database} */
    public String open(HostedDatabase database) {
        var template = properties.instanceUrl();
        return template == null || template.isBlank()
                ? "/databases/%d/explore".formatted(database.id())
                : template.replace("{database}", URLEncoder.encode(database.name(), StandardCharsets.UTF_8));
    }
}
