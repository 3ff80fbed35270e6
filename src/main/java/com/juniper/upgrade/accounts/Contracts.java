package com.juniper.upgrade.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All contracts. */
@Repository
public class Contracts {

    private final JdbcClient jdbc;

    Contracts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the contract of that code} */
    public Optional<Contract> find(String code) {
        return jdbc.sql("select * from contract where code = ?")
                .param(code)
                .query((row, number) -> new Contract(
                        row.getString("code"),
                        row.getString("company"),
                        Contract.Edition.valueOf(row.getString("edition")),
                        row.getBoolean("studio_active"),
                        row.getBoolean("maintenance")))
                .optional();
    }
}
