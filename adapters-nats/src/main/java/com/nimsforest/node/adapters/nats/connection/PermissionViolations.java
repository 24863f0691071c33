package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.connection.PermissionViolation.Action;
import com.nimsforest.node.domain.connection.ForbiddenSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server forbids the node now: tells whoever waits for it, and keeps one entry for subjects that differ only in
 * their last part, since each acknowledgement, each inbox and each consumer that is asked for has a subject of its own. Any
 * thread; listeners must not block.
 */
public final class PermissionViolations {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionViolations.class);
    private static final String BUCKET = "$KV.SOIL.";
    private static final List<String> STREAM_AREAS = List.of("river.", "aside.", "humus.", "deadletter.");
    private static final String ACKNOWLEDGEMENTS = "$JS.ACK.";
    /** What is said of the delivery at the end of a subject to acknowledge on: {@code ackReply} in consumer.go of nats-server. */
    private static final int PARTS_OF_A_DELIVERY = 5;
    /** An operation of the API, in any domain, on a stream or a consumer. */
    private static final Pattern OPERATION = Pattern.compile(
            "(\\$JS\\.(?:[^.]+\\.)?API\\.(?:CONSUMER\\.(?:MSG|DURABLE)|STREAM\\.MSG|CONSUMER|STREAM|DIRECT)\\.[A-Z]+\\.).+");

    /** Nobody listens to it. */
    static final String TO_ACKNOWLEDGE_NOTHING = ACKNOWLEDGEMENTS + "RIVER.NIMSFOREST_PERMISSION_PROBE";

    private static final int MOST_ENTRIES = 100;
    /** What is asked for again and again is forbidden no longer when the server has been silent about it for so long. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(75);

    /** @param names the subject, or the area of several */
    private record Entry(
            PermissionViolation first, PermissionViolation last, String names, Instant since, Instant lastAt) {
        boolean isNamed(String subject) {
            return names.equals(subject);
        }
    }

    private final String inboxArea;
    private final Clock clock;
    private final List<Consumer<PermissionViolation>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** @param inboxPrefix prefix of the subjects for replies */
    public PermissionViolations(String inboxPrefix, Clock clock) {
        this.inboxArea = inboxPrefix + ".";
        this.clock = clock;
    }

    /** Tells the listener of each violation from now on; the returned action ends it. */
    public Runnable listen(Consumer<PermissionViolation> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void violated(PermissionViolation violation) {
        Instant now = clock.instant();
        String key = key(violation.action(), violation.subject());
        Entry known = entries.get(key);
        if (isToldByStream(violation)) {
            LOG.debug("{}", violation.said());
        } else if (known != null) {
            String names = known.isNamed(violation.subject()) ? known.names() : area(violation.subject());
            entries.put(key, new Entry(known.first(), violation, names, known.since(), now));
        } else if (entries.size() < MOST_ENTRIES) {
            entries.put(key, new Entry(violation, violation, name(violation.subject()), now, now));
            LOG.warn("{}", violation.said());
        }
        listeners.forEach(listener -> listener.accept(violation));
    }

    /** Whether anything is forbidden. */
    public boolean areThere() {
        return !entries.isEmpty();
    }

    /**
     * The server has taken what the node published on the subject. That one consumer may be acknowledged or asked about says
     * nothing of the others.
     */
    public void published(String subject) {
        if (areThere() && !subject.startsWith(ACKNOWLEDGEMENTS) && !isOperation(subject)) {
            granted(Action.PUBLISH, subject);
        }
    }

    /** What the server said about the inboxes, while the node may not subscribe to them; empty while it may. */
    public Optional<String> answersForbidden() {
        return Optional.ofNullable(entries.get(key(Action.SUBSCRIBE, inboxArea)))
                .map(entry -> entry.first().said());
    }

    /** What the server said about acknowledgements, while the node may not send them; empty while it may. */
    public Optional<String> acknowledgementsForbidden() {
        return Optional.ofNullable(entries.get(key(Action.PUBLISH, ACKNOWLEDGEMENTS)))
                .map(entry -> entry.first().said());
    }

    /** A subject that is forbidden with this one, on which {@link PermissionProbe#UNREADABLE} does no harm. */
    static String harmless(PermissionViolation violation) {
        String subject = violation.subject();
        List<String> parts = List.of(subject.split("\\."));
        return subject.startsWith(ACKNOWLEDGEMENTS) && parts.size() > PARTS_OF_A_DELIVERY + 2
                ? String.join(".", parts.subList(0, parts.size() - PARTS_OF_A_DELIVERY)) + ".probe"
                : subject;
    }

    boolean isInbox(PermissionViolation violation) {
        return violation.action() == Action.SUBSCRIBE && violation.subject().startsWith(inboxArea);
    }

    /** Subscriptions are made again on a new connection, so what is forbidden then is said again. */
    void newConnection() {
        entries.keySet().removeIf(key -> key.startsWith(Action.SUBSCRIBE.name()));
    }

    /** The last violation of each entry, for whoever tries whether it is over. */
    List<PermissionViolation> open() {
        return entries.values().stream().map(Entry::last).toList();
    }

    /** When the server last said so; empty when it is not forbidden now. */
    Optional<Instant> lastSaid(PermissionViolation violation) {
        return Optional.ofNullable(entries.get(key(violation.action(), violation.subject())))
                .map(Entry::lastAt);
    }

    void granted(Action action, String subject) {
        Entry over = entries.remove(key(action, subject));
        if (over != null) {
            LOG.info("permission granted: {} {}", action.name().toLowerCase(Locale.ROOT), area(subject));
        }
    }

    /** What the server forbids now, the oldest first. */
    public List<ForbiddenSubject> current() {
        Instant fresh = clock.instant().minus(FORGOTTEN);
        entries.values()
                .removeIf(entry -> !isTried(entry.last()) && entry.lastAt().isBefore(fresh));
        return entries.values().stream()
                .map(entry -> new ForbiddenSubject(
                        entry.names(),
                        entry.first().action() == Action.PUBLISH,
                        entry.first().said(),
                        entry.since(),
                        stopsInput(entry.first())))
                .sorted(Comparator.comparing(ForbiddenSubject::since))
                .toList();
    }

    /** Whether somebody finds out by a try when it is granted; see {@link PermissionProbe}. */
    static boolean isTried(PermissionViolation violation) {
        String subject = violation.subject();
        return violation.action() == Action.SUBSCRIBE
                || subject.startsWith(ACKNOWLEDGEMENTS)
                || subject.contains(BUCKET)
                || isOperation(subject)
                || STREAM_AREAS.stream().anyMatch(subject::startsWith);
    }

    /**
     * A node of a secured mesh may not change streams: root gives them their replicas. What a stream lacks until then is told of that
     * stream, and is over once it has it, however long ago the node asked.
     */
    private static boolean isToldByStream(PermissionViolation violation) {
        return violation.subject().contains(".STREAM.UPDATE.");
    }

    private boolean stopsInput(PermissionViolation violation) {
        return isInbox(violation)
                || violation.action() == Action.PUBLISH && violation.subject().startsWith("river.");
    }

    private String key(Action action, String subject) {
        return action + " " + area(subject);
    }

    private static boolean isOperation(String subject) {
        return !subject.contains(BUCKET) && OPERATION.matcher(subject).matches();
    }

    /** What an operation that is forbidden on one stream or consumer is called by: that one. */
    private String name(String subject) {
        return isOperation(subject) ? subject : area(subject);
    }

    /** The subjects that are granted together, such as {@code $JS.ACK.>}; the subject itself when it stands for itself. */
    private String area(String subject) {
        int bucket = subject.indexOf(BUCKET);
        if (bucket >= 0) {
            return subject.substring(0, bucket) + BUCKET + ">";
        }
        Matcher operation = OPERATION.matcher(subject);
        if (operation.matches()) {
            return operation.group(1) + ">";
        }
        return Stream.concat(Stream.of(inboxArea, ACKNOWLEDGEMENTS), STREAM_AREAS.stream())
                .filter(subject::startsWith)
                .findFirst()
                .map(area -> area + ">")
                .orElse(subject);
    }
}
