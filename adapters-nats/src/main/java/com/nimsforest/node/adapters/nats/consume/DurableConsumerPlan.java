package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.adapters.nats.progress.AskedPatterns;
import com.nimsforest.node.adapters.nats.provision.ForestConsumerName;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One durable consumer as it should be.
 *
 * @param filter what it takes of the stream; empty for all
 * @param ackWait when the servers take a message for lost by the node that holds it
 * @param owned whether one node gets all messages, until it is silent for five seconds
 * @param predecessor the name of the one that it goes on for, and removes; empty for none
 */
public record DurableConsumerPlan(
        String stream, String name, SubjectPatternSet filter, Duration ackWait, boolean owned, String predecessor) {
    private static final String MAX_DELIVER = "max_deliver";
    private static final String HEADERS_ONLY = "headers_only";
    private static final Duration OWNER_SILENT = Duration.ofSeconds(5);
    private static final Duration SHORT_ACK_WAIT = Duration.ofSeconds(5);

    public DurableConsumerPlan(String stream, String name, SubjectPatternSet filter, Duration ackWait) {
        this(stream, name, filter, ackWait, false, "");
    }

    /** The same, with one node at a time that all messages go to. */
    public DurableConsumerPlan ownedByOne() {
        DurableConsumerPlan soon = givenAgainSoon();
        return new DurableConsumerPlan(stream, name, filter, soon.ackWait, true, predecessor);
    }

    /**
     * The same, of which others wait for what a node leaves behind when it dies. The pin of an owner is given to another one
     * with a message only, so that a longer time would be a longer take-over.
     */
    public DurableConsumerPlan givenAgainSoon() {
        Duration wait = ackWait.compareTo(SHORT_ACK_WAIT) < 0 ? ackWait : SHORT_ACK_WAIT;
        return new DurableConsumerPlan(stream, name, filter, wait, owned, predecessor);
    }

    /** The same, which goes on where the one of that name is. */
    public DurableConsumerPlan after(String former) {
        return new DurableConsumerPlan(stream, name, filter, ackWait, owned, former);
    }

    /** Whether this one goes on for a consumer of that name. */
    boolean follows(ForestConsumerName other, long identity) {
        return other.purpose().equals(name)
                ? other.identity() != identity
                : other.purpose().equals(predecessor);
    }

    /** How often the servers are told that a message is still being worked on. */
    Duration progress() {
        return ackWait.dividedBy(3);
    }

    public static DurableConsumerPlan unfiltered(String stream, String name, Duration ackWait) {
        return new DurableConsumerPlan(stream, name, SubjectPatternSet.empty(), ackWait);
    }

    /**
     * What the servers call it. An acknowledgement is addressed to a consumer by name and to a message by sequence: one that
     * is still under way when the stream is made anew must not settle the new message of that sequence.
     */
    public String durable(long epoch) {
        return durable(name, epoch);
    }

    public static String durable(String name, long epoch) {
        return name + "-" + epoch;
    }

    /**
     * The configuration that makes it, of a stream's epoch; from the given sequence on, 0 for all there is.
     *
     * @param today on the clock of the servers
     */
    ObjectNode creation(long epoch, long from, LocalDate today) {
        ObjectNode config = JetStreamApi.object();
        config.put("durable_name", durable(epoch));
        config.put("ack_policy", "explicit");
        config.put("replay_policy", "instant");
        putStart(config, from);
        putLimits(config);
        if (!filter.isEmpty()) {
            new AskedPatterns(Map.of()).with(filter.patterns(), today).writeTo(config);
        }
        putFilter(config, filter);
        if (owned) {
            config.putArray("priority_groups").add(ConsumerOwnership.GROUP);
            config.put("priority_policy", "pinned_client").put("priority_timeout", OWNER_SILENT.toNanos());
        }
        return config;
    }

    /** The configuration that makes the present one again, brought to this plan, from the given sequence on, 0 for all. */
    ObjectNode recreation(JsonNode present, long from, LocalDate today) {
        ObjectNode config = update(present, today);
        putStart(config, from);
        return config;
    }

    private static void putStart(ObjectNode config, long from) {
        if (from > 0) {
            config.put("deliver_policy", "by_start_sequence").put("opt_start_seq", from);
        } else {
            config.put("deliver_policy", "all").remove("opt_start_seq");
        }
    }

    /** What exists, brought to this plan: limits as planned, filters those that any node asked for in the last 30 days. */
    ObjectNode update(JsonNode present, LocalDate today) {
        ObjectNode config = (ObjectNode) present.deepCopy();
        putLimits(config);
        config.remove(List.of("filter_subject", "filter_subjects"));
        if (!filter.isEmpty()) {
            AskedPatterns asked = AskedPatterns.of(present, today).with(filter.patterns(), today);
            asked.writeTo(config);
            putFilter(config, asked.filters());
        }
        return config;
    }

    /** Whether the consumer still knows that this node asks for its patterns; another node may have written over it. */
    boolean isAskedIn(JsonNode config, LocalDate today) {
        return AskedPatterns.of(config, today).hold(filter.patterns(), today);
    }

    /** Whether the servers give out all that this plan asks for. */
    boolean isDeliveredBy(JsonNode config) {
        SubjectPatternSet delivered = ConsumerInfo.patterns(config);
        return delivered.isEmpty()
                || !filter.isEmpty() && filter.patterns().stream().allMatch(delivered::covers);
    }

    /** Whether the servers give out whole messages, and each again however often it came back. */
    static boolean isUnlimited(JsonNode config) {
        return config.path(MAX_DELIVER).asInt(-1) <= 0
                && !config.path(HEADERS_ONLY).asBoolean(false);
    }

    /**
     * Without a bound on what is unacknowledged, since messages that wait for their next attempt count as such and would
     * stop the rest.
     */
    private void putLimits(ObjectNode config) {
        config.put("ack_wait", ackWait.toNanos());
        config.put(MAX_DELIVER, -1);
        config.remove(HEADERS_ONLY);
        config.put("max_ack_pending", -1);
    }

    private static void putFilter(ObjectNode config, SubjectPatternSet filter) {
        if (filter.patterns().size() == 1) {
            config.put("filter_subject", filter.patterns().get(0).value());
        } else if (filter.patterns().size() > 1) {
            ArrayNode list = config.putArray("filter_subjects");
            filter.patterns().forEach(pattern -> list.add(pattern.value()));
        }
    }
}
