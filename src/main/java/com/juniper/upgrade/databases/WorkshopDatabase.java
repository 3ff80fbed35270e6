package com.juniper.upgrade.databases;

import com.juniper.upgrade.engine.DatabaseAddress;

/** A database in the workshop: its name, which is its owner's too, and how that role connects. */
public record WorkshopDatabase(String name, DatabaseAddress address) {}
