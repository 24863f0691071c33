package com.nimsforest.node.bootstrap.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import com.nimsforest.node.adapters.nats.fixture.NatsServerImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Runs faults for as long as one says, and writes down what came of them. {@code ops/test/reliability.sh} starts it. */
public final class ReliabilityRunner {
    private static final int RUNS_ON_ONE_MESH = 10;

    private final RunLedger ledger;
    private final Path document;
    private final Path histories;
    private final long runs;
    private final long seed;
    private final long end;
    private boolean good = true;

    private ReliabilityRunner(Map<String, String> options) throws IOException {
        this.ledger = new RunLedger(Path.of(options.getOrDefault("--ledger", "docs/reliability-runs.tsv")));
        this.document = Path.of(options.getOrDefault("--document", "docs/RELIABILITY.md"));
        if (!Files.isWritable(document)) {
            throw new IllegalArgumentException(
                    "--document " + document + ": there is no such file to write the tables in");
        }
        this.runs = number(options, "--runs", 1);
        this.seed = number(options, "--seed", System.nanoTime() % 1_000_000);
        this.end = System.nanoTime()
                + Duration.ofMinutes(number(options, "--minutes", 100_000)).toNanos();
        this.histories = Files.createTempDirectory("histories");
        log(histories.resolve("nodes.log"));
    }

    private static long number(Map<String, String> options, String name, long usual) {
        String given = options.getOrDefault(name, "" + usual);
        if (!given.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " " + given + ": a whole number is needed");
        }
        return Long.parseLong(given);
    }

    /** Options as in the script's header. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (int k = 0; k + 1 < arguments.length; k += 2) {
            options.put(arguments[k], arguments[k + 1]);
        }
        try {
            ReliabilityRunner reliability = new ReliabilityRunner(options);
            List<FaultPlan> plans = options.containsKey("--table") ? List.of() : plans(options);
            plans.forEach(reliability::runs);
            reliability.ledger.publish(reliability.document);
            System.exit(reliability.good ? 0 : 1);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            System.err.println("reliability: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static List<FaultPlan> plans(Map<String, String> options) {
        List<FaultPlan> plans = FaultPlan.of(options);
        if (plans.stream().anyMatch(FaultPlan::containers)) {
            NatsServerImage.requireEngine();
        }
        return plans;
    }

    /** What the nodes say goes beside the histories. */
    private static void log(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n");
        lines.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(lines);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private void runs(FaultPlan plan) {
        FaultMesh mesh = null;
        for (int run = 0; run < runs && System.nanoTime() < end; run++) {
            try {
                mesh = mesh == null ? FaultMesh.start(plan.kind()) : mesh;
                boolean held = once(mesh, plan, seed + run);
                if (!held || plan.fault().needsANewMesh() || run % RUNS_ON_ONE_MESH == RUNS_ON_ONE_MESH - 1) {
                    mesh.close();
                    mesh = null;
                }
            } catch (RuntimeException failure) {
                good = false;
                System.err.println(plan + " seed " + (seed + run) + " ended: " + failure);
                if (mesh != null) {
                    mesh.close();
                }
                mesh = null;
            }
        }
        if (mesh != null) {
            mesh.close();
        }
    }

    private boolean once(FaultMesh mesh, FaultPlan plan, long seed) {
        FaultRun.Result result = FaultRun.of(mesh, plan.fault(), seed, histories);
        ledger.add(plan, result);
        System.err.println(plan + " --seed " + seed + ": acknowledged "
                + result.verdicts().acknowledged() + ", lost "
                + result.verdicts().lost().size() + ", done twice "
                + result.verdicts().duplicated().size() + ", gaps "
                + result.verdicts().gaps()
                + (result.broken().isEmpty() ? "" : "; " + result.broken() + "; histories in " + histories));
        boolean held = result.broken().isEmpty();
        good &= held || plan.fault().mayLose();
        return held;
    }
}
