package com.juniper.upgrade.databases;

import com.juniper.upgrade.engine.DatabaseAddress;

/** A database in the workshop: its name, and how the role that works in it connects. */
public record WorkshopDatabase(String name, DatabaseAddress address) {}
