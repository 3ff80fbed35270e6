package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.ProgramFailedException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Tells what may be gone the next time (a server away, a connection lost) from what fails however often it is tried. */
final class Faults {

    /** Connection lost, operator intervention, too many connections, deadlock, lock not available. */
    private static final Pattern PASSING_STATE = Pattern.compile("08...|57P..|53300|40P01|55P03");

    /** What the client programs say then. */
    private static final Pattern PASSING_TEXT = Pattern.compile(
            "server closed the connection|terminating connection|connection to server|could not connect|the database system is|SSL connection has been closed|no connection to the server",
            Pattern.CASE_INSENSITIVE);

    /** What PostgreSQL and the client programs say when the platform's disk, not the customer's dump, is the cause. */
    private static final Pattern DISK_FULL = Pattern.compile("No space left on device|could not extend file|disk full");

    /** A stranger's function writes errors of any length. */
    private static final int LONGEST = 500;

    private Faults() {}

    static boolean isFault(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && PASSING_STATE.matcher(sql.getSQLState()).matches()) {
                return true;
            }
            if (cause instanceof ProgramFailedException program && program.interrupted()) {
                return true;
            }
            if (PASSING_TEXT.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    static boolean isDiskFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (DISK_FULL.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    /** The message's first line: PostgreSQL shows rows in the lines below (security.md, People). */
    static String withoutData(Throwable e) {
        if (isDiskFull(e)) {
            return "The platform's disk is full. Your database is not the cause; please ask again later.";
        }
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
                .orElse(e.getClass().getSimpleName());
    }
}
