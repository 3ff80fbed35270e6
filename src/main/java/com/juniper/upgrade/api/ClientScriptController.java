package com.juniper.upgrade.api;

import com.juniper.upgrade.JuniperProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Hands out the command-line client, one script of Python that runs as {@code python3 <(curl -s URL/upgrade)} (R51) and
 * speaks to the platform it came from.
 */
@RestController
class ClientScriptController {

    private static final MediaType PYTHON = new MediaType("text", "x-python", StandardCharsets.UTF_8);
    private static final String DEFAULT_SERVER = "DEFAULT_SERVER = \"http://localhost:8080\"";
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9._~/-]*)?");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String publicUrl;
    private final String script;

    ClientScriptController(JuniperProperties properties) {
        this.publicUrl = properties.publicUrl();
        this.script = ClientScript.read();
    }

    @GetMapping("/upgrade")
    ResponseEntity<String> script(HttpServletRequest request) {
        return ResponseEntity.ok()
                .contentType(PYTHON)
                .cacheControl(CacheControl.noCache())
                .body(script.replace(DEFAULT_SERVER, "DEFAULT_SERVER = \"" + server(request) + "\""));
    }

    /** The platform's public address; as it was asked for where none but this machine's is configured. */
    private String server(HttpServletRequest request) {
        if (!THIS_MACHINE.contains(String.valueOf(URI.create(publicUrl).getHost()))) {
            return publicUrl;
        }
        var asked = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
        return ADDRESS.matcher(asked).matches() ? asked : publicUrl;
    }
}
