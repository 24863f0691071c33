package com.nimsforest.node.adapters.nats.violations;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Wind;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

/** What the adapter to NATS must not do, nor its tests. */
public final class NatsViolations {
    private NatsViolations() {}

    private abstract static class AnyWind implements Wind {
        @Override
        public void drop(Leaf leaf) {}

        @Override
        public Subscription catching(SubjectPattern pattern, Consumer<Leaf> listener) {
            return () -> {};
        }
    }

    public static class NatsOpenWind extends AnyWind {}

    public static final class WindImpl extends AnyWind {}

    public static final class ReadsTheTime {
        Instant now() {
            return Instant.now();
        }
    }

    public static final class ReadsTheMillis {
        long now() {
            return System.currentTimeMillis();
        }
    }

    public record OldDates(Date date) {}

    public static final class ReadsAVariable {
        String home() {
            return System.getenv("HOME");
        }
    }

    public record ServerTest(NatsServer server) {}

    public interface StrayContract {}
}
