package com.juniper.upgrade.golive;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Status;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.Person;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes plans as calendar files (iCalendar, RFC 5545), which calendars recognise again by their UID. */
@Component
public class GoLiveCalendar {

    private final JuniperProperties properties;

    GoLiveCalendar(JuniperProperties properties) {
        this.properties = properties;
    }

    /** What a calendar does with a file. */
    enum Purpose {
        /** A copy that somebody downloads. */
        PUBLISH,
        /** Agreed. */
        REQUEST,
        /** Moved, and not agreed yet. */
        TENTATIVE,
        /** Cancelled or held. */
        CANCEL
    }

    /** {@return the appointment as somebody downloads it} */
    public String published(GoLivePlan plan, String database, String version) {
        return write(plan, database, version, Purpose.PUBLISH, null);
    }

    /** {@return the appointment for somebody's calendar} */
    String write(GoLivePlan plan, String database, String version, Purpose purpose, @Nullable Person attendee) {
        var event = new VEvent();
        event.setUid("go-live-%s@juniper-upgrade".formatted(plan.id()));
        event.setSequence(plan.sequence());
        event.setSummary("Go-live of %s on version %s (%s)".formatted(database, version, plan.number()));
        event.setDateStart(Date.from(plan.requireStart()));
        event.setDateEnd(Date.from(plan.end()));
        event.setDescription("%s%n%s is unavailable until the upgrade ends.%n%s/upgrades/%s/golive"
                .formatted(plan.startText(), database, properties.publicUrl(), plan.number()));
        event.setUrl("%s/upgrades/%s/golive".formatted(properties.publicUrl(), plan.number()));
        event.setOrganizer(properties.mail().from());
        event.setStatus(
                switch (purpose) {
                    case CANCEL -> Status.cancelled();
                    case TENTATIVE -> Status.tentative();
                    case REQUEST -> Status.confirmed();
                    case PUBLISH -> plan.agreed() == null ? Status.tentative() : Status.confirmed();
                });
        if (attendee != null) {
            event.addAttendee(attendee.email());
        }
        var calendar = new ICalendar();
        calendar.setProductId("-//Juniper Upgrade//Go-live//EN");
        calendar.setMethod(
                switch (purpose) {
                    case CANCEL -> Method.cancel();
                    case PUBLISH -> Method.publish();
                    case REQUEST, TENTATIVE -> Method.request();
                });
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }
}
