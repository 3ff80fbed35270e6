package com.juniper.upgrade.workflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.workflow.ReleaseCampaignModel;
import com.juniper.upgrade.workflow.TestUpgradeModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.springframework.mock.web.MockHttpServletRequest;

/** Calls of the process engine as strangers send them: they are what the rules know, or refused. */
class EngineCallFuzz {

    private static final List<FormField> FIELDS = Stream.of("checkbox", "number", "textfield", "taglist")
            .map(type -> FormField.of(JsonNodeFactory.instance.objectNode().put("type", type)))
            .toList();

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any method, address and body are a call of the process engine, or refused")
    void reads(byte[] input) throws IOException {
        var lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2);
        var words = (lines[0] + "  ").split(" ", 3);
        var address = (words[1] + "?").split("\\?", 2);
        var request = new MockHttpServletRequest(words[0], address[0]);
        request.setQueryString(address[1]);
        request.setContent(lines[lines.length - 1].getBytes(StandardCharsets.ISO_8859_1));
        refusing(() -> readAddress(request));
        refusing(() -> readBody(new CallBody(request).json()));
    }

    private static void readAddress(MockHttpServletRequest request) {
        var call = EngineCall.of(request);
        assertThat(call.path()).doesNotContain("\0");
        Expressions.refuseIn(call);
        EngineRules.kindOf(call, Optional.of(new Person("eve", "", "", "", null, EnumSet.allOf(Role.class))));
    }

    private static void readBody(JsonNode body) throws IOException {
        assertThat(body.toString().replace("\\\\", "")).doesNotContain("\\u0000");
        refusing(() -> Expressions.refuseIn(body));
        refusing(() -> StartBody.of(ReleaseCampaignModel.PROCESS_ID, body));
        refusing(() -> {
            var start = StartBody.of(TestUpgradeModel.PROCESS_ID, body);
            assertThat(start.variables().values()).noneMatch(Expressions::isIn);
            start.command(TestUpgradeModel.PROCESS_ID);
        });
        body.path("variables").forEach(variable -> FIELDS.forEach(field -> field.accepts(variable)));
    }

    private static void refusing(Reading reading) throws IOException {
        try {
            reading.run();
        } catch (Refusal e) {
            // as it should
        }
    }

    private interface Reading {
        void run() throws IOException;
    }
}
