package com.nimsforest.node.bootstrap.command.backup;

import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a backup into servers that hold nothing. */
@Command(
        name = "restore",
        description = "Restore a backup into an empty server or a mesh of any size.",
        footer = {
            "  nimsforest restore /var/backups/nimsforest/2026-11-28 --dry-run",
            "  nimsforest restore /var/backups/nimsforest/2026-11-28",
            "",
            "All nodes have to be stopped. Streams with other messages are never touched. Interrupted, run it again."
        })
public final class RestoreCommand extends ForestCommand {
    @Parameters(paramLabel = "DIR", description = "The folder of the backup.")
    private Path folder = Path.of("");

    @Option(names = "--dry-run", description = "Check the backup and the servers, and print the steps.")
    private boolean dryRun;

    public RestoreCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        new BackupFolder(folder).manifest();
        return this::restore;
    }

    private int restore(ForestSession session) {
        try {
            ForestBackup backup = session.backup();
            return show(dryRun ? backup.plan(folder) : backup.restore(folder, context()::say));
        } catch (StorageUnavailableException interrupted) {
            throw new CommandException(
                    ProcessExitCodes.FAILED, interrupted.getMessage() + "; run the same command again", interrupted);
        } catch (RejectedInputException refused) {
            throw new CommandException(ProcessExitCodes.FAILED, String.valueOf(refused.getMessage()), refused);
        }
    }

    private int show(List<RestoreStep> steps) {
        if (json()) {
            JsonResultPrinter.print(context().out(), BackupText.json(steps));
        } else {
            BackupText.print(context().out(), steps);
        }
        boolean refused = steps.stream().anyMatch(step -> step.action() == RestoreStep.Action.REFUSE);
        return refused ? ProcessExitCodes.FAILED : ProcessExitCodes.DONE;
    }
}
