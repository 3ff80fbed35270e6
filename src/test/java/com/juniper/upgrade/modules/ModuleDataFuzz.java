package com.juniper.upgrade.modules;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** Data files of strangers' modules: whatever stands in one, it is read or its problems are told. */
class ModuleDataFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any text is XML, CSV or SQL of a module, or its problems are told")
    void reads(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        List<Problem> problems = new ArrayList<>();
        XmlData.read("acme/it.xml", "acme", text, problems);
        CsvData.read("acme/res.partner.csv", "acme", text, problems);
        SqlScript.read("acme/migrations/1.0/pre-it.sql", text, problems);
    }
}
