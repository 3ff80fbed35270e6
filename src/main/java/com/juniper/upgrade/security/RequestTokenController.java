package com.juniper.upgrade.security;

import com.juniper.upgrade.accounts.ApiTokens;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the secret tokens of requests that nobody logged in for; nothing is stored until one is used. */
@RestController
class RequestTokenController {

    record RequestToken(String token) {}

    @PostMapping("/api/request-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    RequestToken create() {
        return new RequestToken(ApiTokens.random(BearerTokenFilter.REQUEST_TOKEN_PREFIX));
    }
}
