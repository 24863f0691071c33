package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.ProgressLinePrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.parse.DurationParser;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.ports.usecase.audit.AuditPorts;
import com.nimsforest.node.ports.usecase.audit.SoilAudit;
import com.nimsforest.node.ports.usecase.audit.SoilAuditReport;
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
        description =
                "Check that the soil equals the humus applied in order, that the streams have their replicas, and that"
                        + " no consumer is stuck.",
        footer = {
            "  nimsforest audit",
            "  nimsforest audit --repair          change the soil to what the humus says",
            "  nimsforest audit -o json",
            "",
            "Each difference is a line: ENTITY: expected VALUE (EPOCH:SEQUENCE), found VALUE.",
            "Exit code 0 if everything is correct, 1 if not. Entities that the humus no longer contains are counted."
        })
public final class AuditCommand extends ForestCommand {
    @Option(
            names = "--repair",
            description =
                    "Apply the humus to the soil where they differ. Entries of the soil whose changes the humus has lost"
                            + " are left unchanged.")
    private boolean repair;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "Time to wait for composts in flight (${DEFAULT-VALUE}).")
    private String wait = "10s";

    public AuditCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        Duration timeout = typed(() -> DurationParser.read(wait));
        return session -> audit(session, timeout);
    }

    private int audit(ForestSession session, Duration timeout) {
        ProgressLinePrinter progress = ProgressLinePrinter.of(context().err());
        List<Map<String, Object>> differences = new ArrayList<>();
        SoilAudit audit = new SoilAudit(
                new AuditPorts(
                        session.snapshot(),
                        session.humus(),
                        session.soil(),
                        session.storage(),
                        session.pipeline(),
                        value -> ExactJsonText.objection(value.text()).isEmpty()),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                timeout,
                listener(progress, differences));
        SoilAuditReport report = audit.run(repair);
        progress.clear();
        if (json()) {
            JsonResultPrinter.print(context().out(), AuditReportText.json(report, differences));
        } else {
            AuditReportText.lines(report).forEach(this::print);
        }
        return report.isSound() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    private SoilAudit.Listener listener(ProgressLinePrinter progress, List<Map<String, Object>> differences) {
        return new SoilAudit.Listener() {
            @Override
            public void progress(int percent) {
                progress.show("reading the humus: " + percent + " %");
            }

            @Override
            public void found(SoilAuditFinding finding, boolean repaired) {
                if (json()) {
                    differences.add(AuditReportText.json(finding, repaired));
                } else {
                    progress.clear();
                    print(finding.line() + (repaired ? "; repaired" : ""));
                }
            }
        };
    }
}
