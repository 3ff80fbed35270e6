package com.juniper.upgrade.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
                .query(Contracts::contract)
                .optional();
    }

    /** {@return the contracts of a company, or all of them} */
    public List<Contract> of(@Nullable String company, boolean all) {
        return jdbc.sql("select * from contract where :all or company = :company order by edition desc, code")
                .param("all", all)
                .param("company", company)
                .query(Contracts::contract)
                .list();
    }

    private static Contract contract(ResultSet row, int number) throws SQLException {
        return new Contract(
                row.getString("code"),
                row.getString("company"),
                Contract.Edition.valueOf(row.getString("edition")),
                row.getBoolean("studio_active"),
                row.getBoolean("maintenance"));
    }
}
