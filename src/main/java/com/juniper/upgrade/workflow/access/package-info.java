/** What people and programs may do with the process engine from outside: its REST API and its web applications. */
@NullMarked
package com.juniper.upgrade.workflow.access;

import org.jspecify.annotations.NullMarked;
