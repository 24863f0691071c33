package com.nimsforest.node.bootstrap.command.backup;

import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a backup without a server. */
@Command(
        name = "verify",
        description = "Check that a backup is complete and unchanged. Needs no server.",
        footerHeading = "%nExample:%n",
        footer = {"  nimsforest backup verify /var/backups/nimsforest/2026-11-28"})
public final class BackupVerifyCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    @Parameters(paramLabel = "DIR", description = "The folder of the backup.")
    private Path folder = Path.of("");

    public BackupVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            BackupFolder backup = new BackupFolder(folder);
            return show(backup.manifest(), backup.damages());
        } catch (RejectedInputException none) {
            throw new CommandException(ProcessExitCodes.FAILED, String.valueOf(none.getMessage()), none);
        }
    }

    private int show(BackupManifest manifest, List<String> damages) {
        if (output.json()) {
            Map<String, Object> json = new LinkedHashMap<>(BackupText.json(manifest));
            json.put("damages", damages);
            JsonResultPrinter.print(context.out(), json);
        } else {
            BackupText.print(context.out(), manifest);
            damages.forEach(damage -> context.out().println("damaged: " + damage));
            context.out().flush();
        }
        return damages.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }
}
