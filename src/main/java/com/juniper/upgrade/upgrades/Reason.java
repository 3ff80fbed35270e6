package com.juniper.upgrade.upgrades;

/** Why a request is refused: a short code for programs and a sentence for people. */
public record Reason(String code, String message) {}
