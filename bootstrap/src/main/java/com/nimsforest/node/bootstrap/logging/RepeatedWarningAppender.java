package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes everything on, but of one warning that comes again and again only the first few: of the rest it tells how many there
 * were, as soon as something is logged ten seconds later. Two are the same when the same place said them.
 */
final class RepeatedWarningAppender extends AppenderBase<ILoggingEvent> {
    private static final int FEW = 20;
    private static final int MOST_PLACES = 200;
    private static final long PERIOD = Duration.ofSeconds(10).toMillis();

    private final LoggerContext log;
    private final Appender<ILoggingEvent> next;
    private final Map<String, Place> places = new LinkedHashMap<>();

    RepeatedWarningAppender(LoggerContext log, Appender<ILoggingEvent> next) {
        this.log = log;
        this.next = next;
        setContext(log);
        setName("flood");
    }

    /** Somewhere that warns. */
    private static final class Place {
        private final ILoggingEvent first;
        private int count;

        Place(ILoggingEvent first) {
            this.first = first;
        }

        boolean isOver(long now) {
            return now - first.getTimeStamp() >= PERIOD;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        tellWhatIsOver(event.getTimeStamp());
        if (!event.getLevel().isGreaterOrEqual(Level.WARN) || isWithinBounds(event)) {
            next.doAppend(event);
        }
    }

    @Override
    public void stop() {
        tellWhatIsOver(Long.MAX_VALUE);
        super.stop();
    }

    private boolean isWithinBounds(ILoggingEvent event) {
        String said = event.getMessage().equals("{}") ? event.getFormattedMessage() : event.getMessage();
        String key = event.getLoggerName() + " " + said;
        if (!places.containsKey(key) && places.size() >= MOST_PLACES) {
            return true;
        }
        Place place = places.computeIfAbsent(key, first -> new Place(event));
        place.count++;
        return place.count <= FEW;
    }

    private void tellWhatIsOver(long now) {
        List<Place> over =
                places.values().stream().filter(place -> place.isOver(now)).toList();
        places.values().removeAll(new ArrayList<>(over));
        over.stream().filter(place -> place.count > FEW).forEach(place -> next.doAppend(summary(place)));
    }

    private LoggingEvent summary(Place place) {
        return new LoggingEvent(
                RepeatedWarningAppender.class.getName(),
                log.getLogger(place.first.getLoggerName()),
                place.first.getLevel(),
                "{} more within {} s of the kind: {}",
                null,
                new Object[] {
                    place.count - FEW, Duration.ofMillis(PERIOD).toSeconds(), place.first.getFormattedMessage()
                });
    }
}
