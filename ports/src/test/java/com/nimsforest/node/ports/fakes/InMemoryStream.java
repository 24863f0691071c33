package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stream on the servers. Only under the lock of {@link InMemoryServers}. */
final class InMemoryStream {
    private record Seen(long sequence, Instant at) {}

    private final String name;
    private final Duration window;
    private final int perSubject;
    private final Map<String, Seen> seen = new HashMap<>();
    private final TreeMap<Long, InMemoryMessage> messages = new TreeMap<>();
    private SubjectPatternSet subjects;
    private int most = Integer.MAX_VALUE;
    private long last;
    private long epoch = 1;

    InMemoryStream(String name, SubjectPatternSet subjects, Duration window, int perSubject) {
        this.name = name;
        this.subjects = subjects;
        this.window = window;
        this.perSubject = perSubject;
    }

    static InMemoryStream of(String name, String subjects, Duration window, int perSubject) {
        return new InMemoryStream(
                name, SubjectPatternSet.empty().with(List.of(SubjectPattern.of(subjects))), window, perSubject);
    }

    String name() {
        return name;
    }

    long epoch() {
        return epoch;
    }

    long last() {
        return last;
    }

    long first() {
        return messages.isEmpty() ? last + 1 : messages.firstKey();
    }

    void discardOldest(int bound) {
        most = bound;
    }

    boolean takes(String subject) {
        return subjects.matches(Subject.of(subject));
    }

    void widen(Collection<SubjectPattern> patterns) {
        subjects = subjects.with(patterns);
    }

    PublishReceipt append(InMemoryMessage message, Optional<MessageId> dedupe, Instant now) {
        seen.values().removeIf(old -> old.at().plus(window).isBefore(now));
        Seen before = dedupe.map(id -> seen.get(id.value())).orElse(null);
        if (before != null) {
            return new PublishReceipt(name, before.sequence(), true);
        }
        last++;
        messages.put(last, message.at(last, now));
        dedupe.ifPresent(id -> seen.put(id.value(), new Seen(last, now)));
        forgetOldest(message.subject());
        while (messages.size() > most) {
            messages.pollFirstEntry();
        }
        return new PublishReceipt(name, last, false);
    }

    private void forgetOldest(String subject) {
        if (perSubject == 0) {
            return;
        }
        List<InMemoryMessage> same = messages.values().stream()
                .filter(message -> message.subject().equals(subject))
                .toList();
        same.stream().limit(Math.max(0, same.size() - perSubject)).forEach(old -> messages.remove(old.sequence()));
    }

    Optional<InMemoryMessage> find(long sequence) {
        return Optional.ofNullable(messages.get(sequence));
    }

    Optional<InMemoryMessage> lastOf(String subject) {
        for (InMemoryMessage message : messages.descendingMap().values()) {
            if (message.subject().equals(subject)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    Optional<InMemoryMessage> after(long sequence) {
        return Optional.ofNullable(messages.higherEntry(sequence)).map(Map.Entry::getValue);
    }

    Collection<InMemoryMessage> all() {
        return List.copyOf(messages.values());
    }

    boolean remove(long sequence) {
        return messages.remove(sequence) != null;
    }

    void forgetIds() {
        seen.clear();
    }

    /** Loses what was stored last, and that it ever was. */
    void loseEnd(int most) {
        for (int n = 0; n < most && !messages.isEmpty(); n++) {
            last = messages.pollLastEntry().getKey() - 1;
        }
        seen.values().removeIf(lost -> lost.sequence() > last);
    }

    /** Makes the stream anew, as after its loss: empty, and its sequences begin again. */
    void remake() {
        messages.clear();
        seen.clear();
        last = 0;
        epoch++;
    }
}
