package com.nimsforest.node.ports.usecase.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.audit.SoilAuditVerdict;
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
 * The latest compost of each entity: its place and a digest of its value, so that a large humus fits in little
 * memory. One thread at a time.
 */
final class LatestCompostIndex {
    private record LatestCompost(long sequence, boolean removal, long digest, boolean seen) {
        LatestCompost asSeen() {
            return seen ? this : new LatestCompost(sequence, removal, digest, true);
        }
    }

    private final HumusSequenceRange range;
    private final Map<EntityKey, LatestCompost> latest = new HashMap<>();

    public LatestCompostIndex(HumusSequenceRange range) {
        this.range = requireNonNull(range, "range");
    }

    /** What was read of the humus. */
    public HumusSequenceRange range() {
        return range;
    }

    /** Adds the next entry, in the order of the humus. */
    public void add(HumusEntry entry) {
        latest.put(entry.compost().entity(), compost(entry));
    }

    private static LatestCompost compost(HumusEntry entry) {
        boolean removal = entry.compost().action() == CompostAction.DELETE;
        long digest = removal ? 0 : digest(entry.compost().data());
        return new LatestCompost(entry.slot().sequence(), removal, digest, false);
    }

    /** Whether this entry is the latest of its entity in what was read. */
    public boolean isLatest(HumusEntry entry) {
        LatestCompost compost = latest.get(entry.compost().entity());
        return compost != null && compost.asSeen().equals(compost(entry).asSeen());
    }

    /** The slot of the latest compost of the entity; empty when the humus has none. */
    public Optional<HumusSlot> latestSlot(EntityKey entity) {
        return Optional.ofNullable(latest.get(entity)).map(compost -> new HumusSlot(range.epoch(), compost.sequence()));
    }

    /** Compares an entry of the soil with the latest compost of its entity, which counts as seen from then on. */
    public SoilAuditVerdict compare(SoilState found) {
        LatestCompost compost = latest.computeIfPresent(found.key(), (key, present) -> present.asSeen());
        return compost == null ? withoutCompost(found) : compare(compost, found);
    }

    private SoilAuditVerdict compare(LatestCompost compost, SoilState found) {
        boolean sourceless = found.source().equals(HumusSlot.none());
        boolean isSource = found.source().equals(new HumusSlot(range.epoch(), compost.sequence()));
        if (!(sourceless || isSource) || !isAsWritten(compost, found)) {
            return SoilAuditVerdict.DOUBTFUL;
        }
        return isSource || found instanceof SoilState.Bare
                ? SoilAuditVerdict.AGREES
                : SoilAuditVerdict.AGREES_WITHOUT_SOURCE;
    }

    private static boolean isAsWritten(LatestCompost compost, SoilState found) {
        return found instanceof SoilEntry entry
                ? !compost.removal() && digest(entry.value()) == compost.digest()
                : compost.removal();
    }

    /** An entity without a value and without a compost is as it should be. */
    private SoilAuditVerdict withoutCompost(SoilState found) {
        if (!(found instanceof SoilEntry entry)) {
            return SoilAuditVerdict.AGREES;
        }
        HumusSlot source = entry.source();
        if (source.equals(HumusSlot.none())) {
            // A humus from which nothing was removed has a compost for each value since it was created.
            boolean since = entry.time().isAfter(Instant.ofEpochMilli(range.epoch()));
            return range.isWhole() && since ? SoilAuditVerdict.DOUBTFUL : SoilAuditVerdict.UNPROVED;
        }
        boolean gone = source.epoch() < range.epoch()
                || (source.epoch() == range.epoch() && source.sequence() < Math.max(1, range.first()));
        return gone ? SoilAuditVerdict.UNPROVED : SoilAuditVerdict.DOUBTFUL;
    }

    /**
     * Whether another client removed the entity, and the humus tells nothing of it: as it should be, but an entity nim cannot
     * tell which leaves were in it, and waits until the removal is written again with a source.
     */
    public boolean isRemovedWithoutSource(SoilState found) {
        return found instanceof SoilState.Bare
                && found.revision().value() > 0
                && found.source().equals(HumusSlot.none())
                && !latest.containsKey(found.key());
    }

    /** The entities that should have a value, and were not seen in the soil. */
    public List<EntityKey> unseen() {
        return latest.entrySet().stream()
                .filter(entry -> !entry.getValue().seen() && !entry.getValue().removal())
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
