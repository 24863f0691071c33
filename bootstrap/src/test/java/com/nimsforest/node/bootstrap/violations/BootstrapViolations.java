package com.nimsforest.node.bootstrap.violations;

import com.cronutils.model.Cron;
import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import io.javalin.Javalin;
import io.nats.client.Connection;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.logging.Logger;
import picocli.CommandLine;

/** What bootstrap must not do. */
public final class BootstrapViolations {
    private BootstrapViolations() {}

    public record KnowsNats(Connection connection) {}

    public record KnowsJavalin(Javalin server) {}

    public record KnowsPicocli(CommandLine line) {}

    public record KnowsCron(Cron expression) {}

    public record KnowsLogback(ch.qos.logback.classic.Logger log) {}

    public record KnowsLab(DevForestException failure) {}

    public static final class Printing {
        void print() {
            System.out.println("printed");
        }
    }

    public static final class OldLog {
        static final Logger LOG = Logger.getLogger("old");
    }

    public static final class Vague {
        void fail() {
            throw new RuntimeException("something");
        }
    }

    public static final class Injected {
        @Inject
        String injected = "";
    }

    public static final class ReadsTheEnvironment {
        Map<String, String> environment() {
            return System.getenv();
        }
    }
}
