package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which version this is. */
@Command(
        name = "version",
        description = "Show the version of nimsforest, and of the Java that runs it.",
        footerHeading = "%nExample:%n",
        footer = {"  nimsforest version -o json"})
final class VersionCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String version = NodeBuildVersion.current();
        String java = Runtime.version().toString();
        if (output.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("version", version);
            result.put("java", java);
            JsonResultPrinter.print(context.out(), result);
        } else {
            context.out().println("nimsforest " + version + " (Java " + java + ")");
        }
        return ProcessExitCodes.DONE;
    }
}
