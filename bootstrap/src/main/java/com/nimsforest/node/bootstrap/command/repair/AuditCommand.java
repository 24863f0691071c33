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
public final class AuditCommand extends ForestCommand {
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
