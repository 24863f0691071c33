package com.nimsforest.node.ports.usecase.violations;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Wind;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectMapper;

/** What use cases must not do. */
public final class UseCaseViolations {
    private UseCaseViolations() {}

    public record KnowsNats(Connection connection) {}

    public record KnowsJson(ObjectMapper mapper) {}

    public record KnowsMeters(MeterRegistry registry) {}

    public static final class BlowingWind implements Wind {
        @Override
        public void drop(Leaf leaf) {}

        @Override
        public Subscription catching(SubjectPattern pattern, Consumer<Leaf> listener) {
            return () -> {};
        }
    }
}
