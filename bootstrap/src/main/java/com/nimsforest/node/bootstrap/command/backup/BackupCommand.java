package com.nimsforest.node.bootstrap.command.backup;

import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.adapters.nats.backup.BackupRotation;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.backup.BackupManifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Backs up all streams and consumers while the forest works. */
@Command(
        name = "backup",
        description = "Back up all streams of the forest while it is running.",
        synopsisSubcommandLabel = "[verify]",
        commandListHeading = "%nCommands:%n",
        footer = {
            "  nimsforest backup /var/backups/nimsforest/2026-11-28",
            "  nimsforest backup --keep 7 /var/backups/nimsforest",
            "  nimsforest backup verify /var/backups/nimsforest/2026-11-28",
            "",
            "The consumers are paused meanwhile, posts are taken. Interrupted, run it again with the same folder."
        })
public final class BackupCommand extends ForestCommand {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "A new or empty folder, or that of an interrupted backup.")
    private @Nullable Path folder;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description =
                    "Create each backup in a folder of DIR that is named by its time; delete all but the latest N.")
    private @Nullable Integer keep;

    public BackupCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        Path target = folder;
        if (target == null) {
            throw wrongUsage("expected DIR, the folder of the backup");
        }
        Integer kept = keep;
        if (kept == null) {
            new BackupFolder(target).requireFree();
            return session -> backUp(session, target);
        }
        if (kept < 1) {
            throw wrongUsage("expected --keep N, a whole number from 1 on");
        }
        BackupFolder.requireNoFile(target);
        return session -> rotate(session, new BackupRotation(target), kept);
    }

    private int rotate(ForestSession session, BackupRotation backups, int kept) {
        int exitCode = backUp(session, backups.next(access().clock().instant()));
        backups.prune(kept).forEach(old -> context().say("deleted " + old));
        return exitCode;
    }

    private int backUp(ForestSession session, Path target) {
        BackupManifest manifest = session.backup().backUp(target, NodeBuildVersion.current(), context()::say);
        if (json()) {
            JsonResultPrinter.print(context().out(), BackupText.json(manifest));
        } else {
            BackupText.print(context().out(), manifest);
        }
        return ProcessExitCodes.DONE;
    }
}
