package com.nimsforest.node.domain.entity;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The leaves that an entity drops later, part of its state: they travel with every compost of the entity, so that state and
 * schedule change together.
 *
 * @param leaves by their time; each id once
 */
public record DelayedLeaves(List<DelayedLeaf> leaves) {
    /** How many one entity may have. */
    public static final int MOST = 100;
    /** How long their text may be: it is a header beside others, and the servers take 64 KiB of headers. */
    public static final int MOST_BYTES = 16 * 1024;

    private static final Comparator<DelayedLeaf> ORDER =
            Comparator.comparing(DelayedLeaf::due).thenComparing(DelayedLeaf::id);
    private static final DelayedLeaves NONE = new DelayedLeaves(List.of());
    private static final int WORDS = 4;

    public DelayedLeaves {
        leaves = List.copyOf(leaves.stream().sorted(ORDER).toList());
    }

    public static DelayedLeaves none() {
        return NONE;
    }

    /** These and the given one, in place of the one with the same id. */
    public DelayedLeaves with(DelayedLeaf leaf) {
        return new DelayedLeaves(Stream.concat(without(leaf.id()).leaves().stream(), Stream.of(leaf))
                .toList());
    }

    public DelayedLeaves without(String id) {
        return those(leaf -> !leaf.id().equals(id));
    }

    public boolean has(String id) {
        return leaves.stream().anyMatch(leaf -> leaf.id().equals(id));
    }

    /** Those that are due at that time. */
    public DelayedLeaves dueAt(Instant time) {
        return those(leaf -> !leaf.due().isAfter(time));
    }

    /** Those that are due later. */
    public DelayedLeaves dueAfter(Instant time) {
        return those(leaf -> leaf.due().isAfter(time));
    }

    private DelayedLeaves those(Predicate<DelayedLeaf> wanted) {
        return new DelayedLeaves(leaves.stream().filter(wanted).toList());
    }

    public boolean isEmpty() {
        return leaves.isEmpty();
    }

    /** When the last one is due, for those who know that there are some. */
    public Instant lastDue() {
        return leaves.get(leaves.size() - 1).due();
    }

    /** When the first one is due. */
    public Optional<Instant> firstDue() {
        return leaves.stream().findFirst().map(DelayedLeaf::due);
    }

    /** Why so many cannot be kept; empty when they can. */
    public Optional<String> objection() {
        int size = text().length();
        if (leaves.size() > MOST) {
            return Optional.of(leaves.size() + " delayed leaves, more than the " + MOST + " that one entity may have");
        }
        return size > MOST_BYTES
                ? Optional.of("delayed leaves of " + size + " bytes, more than the " + MOST_BYTES
                        + " that one entity may have")
                : Optional.empty();
    }

    /** {@code <id> <due> <subject> <data>} of each, the last two in Base64, since headers are ASCII: what {@link #parse} reads. */
    public String text() {
        return leaves.stream().map(DelayedLeaves::text).collect(Collectors.joining(" "));
    }

    private static String text(DelayedLeaf leaf) {
        return String.join(
                " ",
                leaf.id(),
                leaf.due().toString(),
                encoded(leaf.subject().value()),
                encoded(leaf.data().text()));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Empty when the text is none that {@link #text} wrote. */
    public static Optional<DelayedLeaves> parse(String text) {
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        if (words.length % WORDS != 0) {
            return Optional.empty();
        }
        List<DelayedLeaf> found = new ArrayList<>();
        try {
            for (int n = 0; n < words.length; n += WORDS) {
                found.add(leaf(words[n], words[n + 1], words[n + 2], words[n + 3]));
            }
        } catch (IllegalArgumentException | DateTimeException odd) {
            return Optional.empty();
        }
        return Optional.of(new DelayedLeaves(found));
    }

    private static DelayedLeaf leaf(String id, String due, String subject, String data) {
        return new DelayedLeaf(id, Instant.parse(due), Subject.of(decoded(subject)), JsonPayload.of(decoded(data)));
    }
}
