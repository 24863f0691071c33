package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact of a {@link HealthFinding}: its name in reasons, hints and JSON, and the form of its value. Code reads the value; its
 * text is made, and read again from another node's report, only here.
 *
 * @param <T> the type of the value
 */
public record HealthFact<T>(String name, Form form) {
    public static final HealthFact<String> ACTION = text("action");
    public static final HealthFact<String> AGE = text("age");
    public static final HealthFact<String> ANSWER = text("answer");
    public static final HealthFact<Long> ATTEMPT = number("attempt");
    public static final HealthFact<Long> ATTEMPTS = number("attempts");
    public static final HealthFact<Long> BATCH = number("batch");
    public static final HealthFact<Long> BEFORE = number("before");
    public static final HealthFact<Instant> BEGIN = time("begin");
    public static final HealthFact<String> CAUSE = text("cause");
    /** What to run for the one that the finding is about; where it is about several, one after another. */
    public static final HealthFact<String> COMMAND = text("command");

    public static final HealthFact<Long> COUNT = number("count");
    public static final HealthFact<Long> CURRENT = number("current");
    public static final HealthFact<Long> DESIRED = number("desired");
    /** Which server holds what of a stream whose replicas differ. */
    public static final HealthFact<String> DIFFERENCE = text("replicas");

    public static final HealthFact<String> DIRECTION = text("direction");
    public static final HealthFact<String> DRIFT = text("drift");
    /** The name that the servers know a consumer by. */
    public static final HealthFact<String> DURABLE = text("durable");

    public static final HealthFact<Instant> END = time("end");
    public static final HealthFact<String> ERROR = text("error");
    public static final HealthFact<Long> EXPECTED = number("expected");
    public static final HealthFact<Instant> FIRST = time("first");
    public static final HealthFact<String> HINT = text("hint");
    public static final HealthFact<String> ID = text("id");
    public static final HealthFact<Long> IDENTITY = number("identity");
    public static final HealthFact<Long> LEFT = number("left");
    public static final HealthFact<String> LIMIT = text("limit");
    public static final HealthFact<String> MESSAGE = text("message");
    public static final HealthFact<String> MESSAGES = text("messages");
    public static final HealthFact<List<String>> MISSING = new HealthFact<>("missing", Form.NAMES);
    public static final HealthFact<Long> MOST = number("most");
    /** Those of the missing machines that were never seen. */
    public static final HealthFact<List<String>> NEVER_SEEN = new HealthFact<>("neverSeen", Form.LIST);

    public static final HealthFact<List<String>> NIMS = new HealthFact<>("nims", Form.NAMES);
    public static final HealthFact<String> OTHERS = text("others");
    public static final HealthFact<List<String>> PEERS = new HealthFact<>("peers", Form.NAMES);

    public static final HealthFact<Long> PERCENT = number("percent");
    public static final HealthFact<String> PLACE = text("place");
    public static final HealthFact<String> PROCESS = text("process");
    public static final HealthFact<Long> REPLICAS = number("replicas");
    public static final HealthFact<Long> SECONDS = number("seconds");
    public static final HealthFact<Long> SEQUENCE = number("sequence");
    public static final HealthFact<String> SERVER = text("server");
    public static final HealthFact<String> STREAM = text("stream");
    public static final HealthFact<String> SUBJECT = text("subject");
    public static final HealthFact<Long> THERE = number("there");
    public static final HealthFact<String> THREADS = text("threads");
    public static final HealthFact<String> TIMES = text("times");
    public static final HealthFact<String> UNTIL = text("until");
    public static final HealthFact<String> URL = text("url");
    public static final HealthFact<String> WHAT = text("what");

    private static final Map<String, Form> FORMS = Stream.<HealthFact<?>>of(
                    ATTEMPT,
                    ATTEMPTS,
                    BATCH,
                    BEFORE,
                    BEGIN,
                    COUNT,
                    CURRENT,
                    DESIRED,
                    END,
                    EXPECTED,
                    FIRST,
                    IDENTITY,
                    LEFT,
                    MISSING,
                    MOST,
                    NEVER_SEEN,
                    NIMS,
                    PEERS,
                    PERCENT,
                    REPLICAS,
                    SECONDS,
                    SEQUENCE,
                    THERE)
            .collect(Collectors.toUnmodifiableMap(HealthFact::name, HealthFact::form));

    public HealthFact {
        requireNonNull(name, "name");
        requireNonNull(form, "form");
    }

    private static HealthFact<String> text(String name) {
        return new HealthFact<>(name, Form.TEXT);
    }

    private static HealthFact<Long> number(String name) {
        return new HealthFact<>(name, Form.NUMBER);
    }

    private static HealthFact<Instant> time(String name) {
        return new HealthFact<>(name, Form.TIME);
    }

    /** Adds the fact that another node has told; as a text where this version does not know it in this form. */
    static void read(String name, String text, Map<HealthFact<?>, Object> facts) {
        Form form = FORMS.getOrDefault(name, Form.TEXT);
        form.read(text)
                .ifPresentOrElse(
                        value -> facts.put(new HealthFact<>(name, form), value),
                        () -> facts.put(HealthFact.text(name), text));
    }

    String write(Object value) {
        return form.write(value);
    }

    /** How values are written. */
    public enum Form {
        TEXT(text -> text, Object::toString),
        NUMBER(Long::valueOf, Object::toString),
        TIME(Instant::parse, Object::toString),
        NAMES(text -> List.of(text.split(", ")), Form::joined),
        LIST(text -> List.of(text.replaceAll("^\\[|]$", "").split(", ")), Object::toString);

        private final Function<String, Object> reader;
        private final Function<Object, String> writer;

        Form(Function<String, Object> reader, Function<Object, String> writer) {
            this.reader = reader;
            this.writer = writer;
        }

        private static String joined(Object names) {
            return ((List<?>) names).stream().map(String::valueOf).collect(Collectors.joining(", "));
        }

        private String write(Object value) {
            return writer.apply(value);
        }

        /** Empty when the text is not exactly how such a value is written. */
        private Optional<Object> read(String text) {
            try {
                return Optional.of(reader.apply(text))
                        .filter(value -> write(value).equals(text));
            } catch (NumberFormatException | DateTimeException wrong) {
                return Optional.empty();
            }
        }
    }
}
