package com.juniper.upgrade.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.juniper.upgrade.LogContext;
import com.juniper.upgrade.upgrades.UpgradeNumbers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What lines of the log say while a page or a REST call is worked on. */
class RequestLogContextTest {

    private static final UUID REQUEST = UUID.fromString("5e6ce4ba-3d4a-4b1c-8d7e-0c4f0d0b5a11");

    private final UpgradeNumbers numbers = mock(UpgradeNumbers.class);
    private final Map<String, String> logged = new HashMap<>();
    private final MockMvc platform = MockMvcBuilders.standaloneSetup(new Pages())
            .addInterceptors(new RequestLogContext(numbers))
            .build();

    @RestController
    class Pages {

        @GetMapping({
            "/upgrades/{number}/findings",
            "/api/requests/{id}/log",
            "/projects/{name}/builds/{number}",
            "/campaigns/{number}"
        })
        String page() {
            logged.clear();
            var context = MDC.getCopyOfContextMap();
            logged.putAll(context == null ? Map.of() : context);
            return "";
        }
    }

    private Map<String, String> logged(String address) throws Exception {
        platform.perform(get(java.net.URI.create(address)));
        assertThat(MDC.get(LogContext.UPGRADE)).as("after it").isNull();
        return logged;
    }

    @Test
    @DisplayName("A page and a REST call of an upgrade, a request or a build name it in every line; others name none")
    void namesWhatItIsAbout() throws Exception {
        when(numbers.of(REQUEST)).thenReturn(Optional.of("UPG-00042"));

        assertThat(logged("/upgrades/UPG-00007/findings")).containsOnly(Map.entry("upgrade", "UPG-00007"));
        assertThat(logged("/api/requests/%s/log".formatted(REQUEST)))
                .containsOnly(Map.entry("request", REQUEST.toString()), Map.entry("upgrade", "UPG-00042"));
        assertThat(logged("/projects/acme-rental/builds/12")).containsOnly(Map.entry("build", "acme-rental/12"));
        assertThat(logged("/campaigns/CAM-1")).isEmpty();
    }

    @Test
    @DisplayName("Nobody writes lines of his own into the log with an address")
    void noLinesOfStrangers() throws Exception {
        assertThat(logged("/upgrades/UPG-1%0AERROR%20all%20is%20lost/findings")).isEmpty();
        assertThat(logged("/api/requests/none/log")).doesNotContainKey("upgrade");
    }
}
