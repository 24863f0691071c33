package com.nimsforest.node.domain.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last word of the humus on each entity: its place and a digest of its value, so that a large humus fits in little
 * memory. One thread at a time.
 */
public final class LatestCompostIndex {
    private record Word(long sequence, boolean removal, long digest, boolean met) {
        Word asMet() {
            return met ? this : new Word(sequence, removal, digest, true);
        }
    }

    private final HumusSequenceRange span;
    private final Map<EntityKey, Word> words = new HashMap<>();

    public LatestCompostIndex(HumusSequenceRange span) {
        this.span = requireNonNull(span, "span");
    }

    /** What it is made of. */
    public HumusSequenceRange span() {
        return span;
    }

    /** Takes in the entries in their order. */
    public void add(HumusEntry entry) {
        words.put(entry.compost().entity(), word(entry));
    }

    private static Word word(HumusEntry entry) {
        boolean removal = entry.compost().action() == CompostAction.DELETE;
        long digest = removal ? 0 : digest(entry.compost().data());
        return new Word(entry.slot().sequence(), removal, digest, false);
    }

    /** Whether this is what it took in as the last word on the entity. */
    public boolean isLastWord(HumusEntry entry) {
        Word word = words.get(entry.compost().entity());
        return word != null && word.asMet().equals(word(entry).asMet());
    }

    /** Where the last word on the entity stands; empty when the humus tells nothing of it. */
    public Optional<HumusSlot> lastWord(EntityKey entity) {
        return Optional.ofNullable(words.get(entity)).map(word -> new HumusSlot(span.epoch(), word.sequence()));
    }

    /** What is to be said of an entry of the soil; from then on it counts as met. */
    public SoilAuditVerdict judge(SoilState found) {
        Word word = words.computeIfPresent(found.key(), (key, present) -> present.asMet());
        return word == null ? withoutAWord(found) : judge(word, found);
    }

    private SoilAuditVerdict judge(Word word, SoilState found) {
        boolean sourceless = found.source().equals(HumusSlot.none());
        boolean isSource = found.source().equals(new HumusSlot(span.epoch(), word.sequence()));
        if (!(sourceless || isSource) || !isSaid(word, found)) {
            return SoilAuditVerdict.DOUBTFUL;
        }
        return isSource || found instanceof SoilState.Bare
                ? SoilAuditVerdict.AGREES
                : SoilAuditVerdict.AGREES_WITHOUT_SOURCE;
    }

    private static boolean isSaid(Word word, SoilState found) {
        return found instanceof SoilEntry entry
                ? !word.removal() && digest(entry.value()) == word.digest()
                : word.removal();
    }

    /** What is bare and of which nothing is told is as it should be. */
    private SoilAuditVerdict withoutAWord(SoilState found) {
        if (!(found instanceof SoilEntry entry)) {
            return SoilAuditVerdict.AGREES;
        }
        HumusSlot source = entry.source();
        if (source.equals(HumusSlot.none())) {
            // A humus that is whole tells of all that was made since it was made.
            boolean since = entry.time().isAfter(Instant.ofEpochMilli(span.epoch()));
            return span.isWhole() && since ? SoilAuditVerdict.DOUBTFUL : SoilAuditVerdict.UNPROVED;
        }
        boolean gone = source.epoch() < span.epoch()
                || (source.epoch() == span.epoch() && source.sequence() < Math.max(1, span.first()));
        return gone ? SoilAuditVerdict.UNPROVED : SoilAuditVerdict.DOUBTFUL;
    }

    /** The entities that should have a value, and of which the soil has not told. */
    public List<EntityKey> unmet() {
        return words.entrySet().stream()
                .filter(entry -> !entry.getValue().met() && !entry.getValue().removal())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long digest(JsonPayload value) {
        try {
            byte[] bytes = value.plain().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
