package com.juniper.upgrade.explorer;

import java.util.List;

/**
 * A channel of Discuss.
 *
 * @param restricted whether only administrators see it
 * @param messages its newest
 */
public record Channel(long id, String name, boolean restricted, List<Message> messages) {}
