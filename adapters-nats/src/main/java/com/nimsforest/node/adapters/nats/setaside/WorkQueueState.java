package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A work queue and its consumers at one moment.
 *
 * @param messages how many messages it holds
 * @param beside whether the server that leads it is the one that this node is connected to
 * @param serverTime the clock of the server that answered
 */
record WorkQueueState(
        String stream,
        long identity,
        long messages,
        long first,
        long last,
        boolean beside,
        Instant serverTime,
        List<Consumer> consumers) {
    /**
     * One of its consumers.
     *
     * @param asked what the fleet asks of it; the filters lack some of it while another client has narrowed them
     */
    record Consumer(
            String name,
            List<SubjectPattern> filters,
            List<SubjectPattern> asked,
            ConsumerPosition position,
            boolean attended) {
        private static Consumer of(ConsumerInfo info) {
            return new Consumer(
                    info.name(),
                    info.filters().stream().map(SubjectPattern::of).toList(),
                    AskedPatterns.of(info.config(), LocalDate.EPOCH).patterns(),
                    info.position(),
                    info.isAttended());
        }

        long outstanding() {
            return position.pending() + position.unacknowledged();
        }

        boolean takes(Subject subject) {
            return filters.stream().anyMatch(filter -> filter.matches(subject));
        }
    }

    /** Waits for the servers. Empty without the stream, or when not every consumer answers. */
    static Optional<WorkQueueState> read(JetStreamApi api, String stream) {
        Optional<ConsumerList> list = ApiAnswerWaiter.read("consumers of " + stream, ConsumerList.find(api, stream, 0));
        Optional<StreamInfo> info = ApiAnswerWaiter.read(stream, StreamInfo.find(api, stream));
        return list.filter(ConsumerList::isComplete).flatMap(all -> info.map(queue -> of(api, queue, all.consumers())));
    }

    private static WorkQueueState of(JetStreamApi api, StreamInfo info, List<ConsumerInfo> consumers) {
        String here = api.connection().getServerInfo().getServerName();
        return new WorkQueueState(
                info.name(),
                info.epoch(),
                info.messages(),
                info.firstReadable(),
                info.lastSequence(),
                info.leader().isEmpty() || info.leader().equals(here),
                info.serverTime().orElse(Instant.EPOCH),
                consumers.stream().map(Consumer::of).toList());
    }

    /** How many messages no consumer has before it: those that no filter matches, and those that a filter came too late for. */
    long unclaimed() {
        long claimed = consumers.stream().mapToLong(Consumer::outstanding).sum();
        return Math.max(0, messages - claimed);
    }

    boolean isAskedFor(Subject subject) {
        return consumers.stream().anyMatch(consumer -> consumer.takes(subject));
    }

    /** Whether the metadata of a consumer says that a node asks for it; the filters may have been narrowed by another client. */
    boolean isAskedForByMetadata(Subject subject) {
        return consumers.stream()
                .flatMap(consumer -> consumer.asked().stream())
                .anyMatch(pattern -> pattern.matches(subject));
    }

    /** Whether the consumers that take the subject are past this message: then they never deliver it. */
    boolean isPassed(Subject subject, long sequence) {
        return consumers.stream()
                .filter(consumer -> consumer.takes(subject))
                .allMatch(consumer -> consumer.position().ackFloor() >= sequence);
    }
}
