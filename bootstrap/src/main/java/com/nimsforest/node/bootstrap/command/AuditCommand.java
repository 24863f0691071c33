package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.settings.Durations;
import com.nimsforest.node.domain.audit.Finding;
import com.nimsforest.node.ports.usecase.Audit;
import com.nimsforest.node.ports.usecase.AuditReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that the soil is what the humus says, and that nothing is stuck. */
@Command(
        name = "audit",
        description = "Prove that the soil equals the fold of the humus, that the streams have their replicas, and that"
                + " nothing is stuck.",
        footer = {
            "  nimsforest audit",
            "  nimsforest audit --repair          have the soil say what the humus says",
            "  nimsforest audit -o json",
            "",
            "Each difference is a line: ENTITY: expected VALUE (EPOCH:SEQUENCE), found VALUE.",
            "Exit code 0 when all is as it should be, 1 when not. Entities of which the humus no longer tells are counted."
        })
final class AuditCommand extends ForestCommand {
    @Option(
            names = "--repair",
            description =
                    "Fold the humus into the soil where they differ. What the soil knows and the humus has lost is"
                            + " left alone.")
    private boolean repair;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long composts that are on their way are waited for (${DEFAULT-VALUE}).")
    private String wait = "10s";

    AuditCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        Duration patience = typed(() -> Durations.read(wait));
        return session -> audit(session, patience);
    }

    private int audit(Session session, Duration patience) {
        Progress progress = Progress.of(context().err());
        List<Map<String, Object>> differences = new ArrayList<>();
        Audit audit = new Audit(
                new Audit.Ground(
                        session.strata(), session.humus(), session.soil(), session.storage(), session.pipeline()),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                patience,
                listener(progress, differences));
        AuditReport report = audit.run(repair);
        progress.clear();
        if (json()) {
            JsonOutput.print(context().out(), AuditText.json(report, differences));
        } else {
            AuditText.lines(report).forEach(this::print);
        }
        return report.isSound() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Audit.Listener listener(Progress progress, List<Map<String, Object>> differences) {
        return new Audit.Listener() {
            @Override
            public void progress(int percent) {
                progress.show("reading the humus: " + percent + " %");
            }

            @Override
            public void found(Finding finding, boolean repaired) {
                if (json()) {
                    differences.add(AuditText.json(finding, repaired));
                } else {
                    progress.clear();
                    print(finding.line() + (repaired ? "; repaired" : ""));
                }
            }
        };
    }
}
