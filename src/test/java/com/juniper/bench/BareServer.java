package com.juniper.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * What benchmarks compare the platform with: Camunda with its REST API and one of the platform's models, and a PUT that
 * streams its body into a file. Outside the platform's package, which would find it as a part of its own.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class BareServer {

    public static void main(String[] arguments) {
        SpringApplication.run(BareServer.class, arguments);
    }

    @Bean
    ServletRegistrationBean<HttpServlet> put() {
        return new ServletRegistrationBean<>(new Put(), "/put");
    }

    private static final class Put extends HttpServlet {

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var file = Path.of(System.getenv("BARE_FILE"));
            Files.copy(request.getInputStream(), file, StandardCopyOption.REPLACE_EXISTING);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }
}
