package com.nimsforest.node.domain.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which leaves are in an entity's state: of each stream that leaves come of the last position that was applied, which ones
 * below were passed over, and which came late. It travels with every compost of the entity, so that a leaf that is given
 * again, however much later, is known.
 *
 * @param last by the identity of the stream
 * @param passedOver at or below the last, and not in the state: they are dead letters
 * @param recent digests of the positions that were applied lately, the latest last: what comes late may have been applied
 *     in its turn, when its tree worked it and its node ended before it could say so
 */
public record AppliedLeaves(Map<String, LeafPosition> last, List<LeafPosition> passedOver, List<String> recent) {
    /** How many streams are remembered: those of today, and of lives that were before them. */
    public static final int MOST_STREAMS = 16;
    /** How many dead letters of one entity can be put back. */
    public static final int MOST_PASSED_OVER = 256;
    /** Among how many leaves of one entity a late one is known when it was applied before. */
    public static final int MOST_RECENT = 128;

    private static final AppliedLeaves NONE = new AppliedLeaves(Map.of(), List.of(), List.of());
    private static final int DIGEST_BYTES = 12;

    public AppliedLeaves {
        last = Collections.unmodifiableMap(new LinkedHashMap<>(last));
        passedOver = List.copyOf(passedOver);
        recent = List.copyOf(recent);
    }

    public static AppliedLeaves none() {
        return NONE;
    }

    /** How the leaf stands to this state. */
    public LeafStanding standing(LeafOrigin leaf) {
        LeafPosition position = leaf.position();
        if (passedOver.contains(position)) {
            return leaf.late() ? LeafStanding.LATE : LeafStanding.PASSED_OVER;
        }
        if (recent.contains(digest(position))) {
            return LeafStanding.APPLIED;
        }
        if (leaf.late()) {
            return LeafStanding.LATE;
        }
        return isAbove(position) ? LeafStanding.NEW : LeafStanding.APPLIED;
    }

    /** Whether the state is that after the first leaf of its entity. */
    public boolean isFirst() {
        return recent.size() == 1 && passedOver.isEmpty();
    }

    private boolean isAbove(LeafPosition position) {
        LeafPosition before = last.get(position.stream());
        return before == null || position.compareTo(before) > 0;
    }

    /** These and the given leaf. */
    public AppliedLeaves with(LeafOrigin leaf) {
        LeafPosition position = leaf.position();
        List<String> more = bounded(recent, digest(position), MOST_RECENT);
        if (!leaf.late()) {
            return new AppliedLeaves(moved(position), passedOver, more);
        }
        List<LeafPosition> stillOver = new ArrayList<>(passedOver);
        stillOver.remove(position);
        return new AppliedLeaves(last, stillOver, more);
    }

    /** The leaf failed for good: those after it are applied, and it is not. */
    public AppliedLeaves passingOver(LeafPosition position) {
        return new AppliedLeaves(moved(position), bounded(passedOver, position, MOST_PASSED_OVER), recent);
    }

    private Map<String, LeafPosition> moved(LeafPosition position) {
        Map<String, LeafPosition> next = new LinkedHashMap<>(last);
        // Removed first, so that the stream that moved lately is the last to be forgotten.
        next.remove(position.stream());
        next.put(position.stream(), position);
        while (next.size() > MOST_STREAMS) {
            next.remove(next.keySet().iterator().next());
        }
        return next;
    }

    private static <T> List<T> bounded(List<T> list, T next, int most) {
        List<T> more = new ArrayList<>(list);
        more.add(next);
        return more.subList(Math.max(0, more.size() - most), more.size());
    }

    /** Short, and the same for the same position: 96 bits, so that of so few none is taken for another. */
    private static String digest(LeafPosition position) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256")
                    .digest(position.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** {@code <last> …;<passed over> …;<digest> …}: what {@link #parse} reads. */
    public String text() {
        return joined(last.values()) + ";" + joined(passedOver) + ";" + joined(recent);
    }

    private static String joined(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        return String.join(" ", texts);
    }

    /** Empty when the text is none that {@link #text} wrote. */
    public static Optional<AppliedLeaves> parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Optional<List<LeafPosition>> last = positions(parts[0]);
        Optional<List<LeafPosition>> over = positions(parts[1]);
        return last.flatMap(places -> over.map(skipped -> new AppliedLeaves(
                places.stream()
                        .collect(Collectors.toMap(
                                LeafPosition::stream, place -> place, (one, other) -> other, LinkedHashMap::new)),
                skipped,
                words(parts[2]))));
    }

    private static Optional<List<LeafPosition>> positions(String text) {
        List<LeafPosition> found = new ArrayList<>();
        for (String word : words(text)) {
            Optional<LeafPosition> position = LeafPosition.parse(word);
            if (position.isEmpty()) {
                return Optional.empty();
            }
            found.add(position.get());
        }
        return Optional.of(found);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
