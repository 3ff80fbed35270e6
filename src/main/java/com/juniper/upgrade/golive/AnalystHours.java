package com.juniper.upgrade.golive;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** When analysts are there to help with a go-live: {@code juniper.golive.analyst-hours}. */
@Component
public class AnalystHours {

    private static final Pattern TEXT =
            Pattern.compile("([A-Z]{3})(?:-([A-Z]{3}))? (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+)");
    private static final String MIDNIGHT = "24:00";

    private final String text;
    private final DayOfWeek first;
    private final DayOfWeek last;
    private final LocalTime from;
    private final LocalTime until;
    private final ZoneId zone;

    @Autowired
    AnalystHours(JuniperProperties properties) {
        this(properties.golive().analystHours());
    }

    /**
     * Reads hours like {@code MON-SAT 06:00-22:00 Europe/Brussels}; {@code 24:00} is the end of a day.
     *
     * @throws StartRefusedException if they are malformed
     */
    AnalystHours(String text) {
        this.text = text.strip();
        var parts = TEXT.matcher(this.text);
        if (!parts.matches()) {
            throw refused("it is not made of days, hours and a time zone");
        }
        first = day(parts.group(1));
        last = parts.group(2) == null ? first : day(parts.group(2));
        from = time(parts.group(3));
        until = parts.group(4).equals(MIDNIGHT) ? LocalTime.MAX : time(parts.group(4));
        if (!ZoneId.getAvailableZoneIds().contains(parts.group(5))) {
            throw refused("there is no time zone '%s'".formatted(parts.group(5)));
        }
        zone = ZoneId.of(parts.group(5));
        if (!from.isBefore(until)) {
            throw refused("they end before they begin");
        }
    }

    private DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> refused("there is no day '%s'".formatted(name)));
    }

    private LocalTime time(String given) {
        try {
            return LocalTime.parse(given);
        } catch (DateTimeException e) {
            throw refused("there is no time '%s'".formatted(given));
        }
    }

    private StartRefusedException refused(String why) {
        return new StartRefusedException(
                "juniper.golive.analyst-hours is '%s': %s. It must be like MON-SAT 06:00-22:00 Europe/Brussels"
                        .formatted(text, why));
    }

    /** {@return whether analysts are there all the time from a start to an end} */
    public boolean cover(Instant start, Instant end) {
        var begin = start.atZone(zone);
        var finish = end.atZone(zone);
        return days().contains(begin.getDayOfWeek())
                && finish.toLocalDate().equals(begin.toLocalDate())
                && !begin.toLocalTime().isBefore(from)
                && !finish.toLocalTime().isAfter(until);
    }

    private List<DayOfWeek> days() {
        int count = Math.floorMod(last.getValue() - first.getValue(), DayOfWeek.values().length) + 1;
        return Stream.iterate(first, day -> day.plus(1)).limit(count).toList();
    }

    /** {@return the hours as people read them} */

    /** {@return the hours as they are set} */
    @Override
    public String toString() {
        return text;
    }
}
