package com.juniper.upgrade.security;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How passwords are stored and checked. */
@Configuration
class PasswordConfiguration {

    @Bean
    PasswordEncoder passwordEncoder() {
        return new RememberedPasswords(
                PasswordEncoderFactories.createDelegatingPasswordEncoder(), InstantSource.system());
    }
}
