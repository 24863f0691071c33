package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Soil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the entity nim counted each message once and in the order in which they were sent: I8 and I9 of {@code
 * docs/RELIABILITY.md}. For one thread.
 */
final class EntityCountCheck {
    private static final int MOST_PROBLEMS = 10;

    private final EntityStateCodec codec = new NatsEntityStateCodec();
    private final Map<Integer, Long> sent = new TreeMap<>();

    /** A message about the entity of that number was sent. */
    void sent(int entity) {
        sent.merge(entity, 1L, Long::sum);
    }

    /** What does not hold, the first few; all that was sent has reached the soil. */
    List<String> problems(Token nim, Soil soil) {
        List<String> problems = new ArrayList<>();
        sent.forEach((number, messages) -> {
            if (problems.size() < MOST_PROBLEMS) {
                SoilEntry entry = soil.dig(BenchNims.entity(nim, number)).orElse(null);
                problems.addAll(
                        entry == null
                                ? List.of("I8: entity " + BenchNims.entity(nim, number) + " is missing")
                                : problems(entry, messages));
            }
        });
        return problems;
    }

    private List<String> problems(SoilEntry entry, long messages) {
        BenchNims.Counting.State state = codec.read(entry.value(), BenchNims.Counting.State.class);
        List<String> problems = new ArrayList<>();
        if (state.leaves() != messages) {
            problems.add("I8: entity " + entry.key() + " counted " + state.leaves() + " of " + messages + " messages");
        }
        if (state.outOfOrder() > 0) {
            problems.add("I9: entity " + entry.key() + " counted " + state.outOfOrder() + " messages out of order");
        }
        return problems;
    }
}
