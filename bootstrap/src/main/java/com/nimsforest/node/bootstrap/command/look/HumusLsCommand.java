package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.compost.HumusEntry;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the last changes of state. */
@Command(
        name = "ls",
        description = "List the last changes of state, oldest first: sequence, time, nim, action, entity, data.",
        footer = {"  nimsforest humus ls -n 5"})
public final class HumusLsCommand extends ForestCommand {
    /** They are read all at once. */
    private static final int MOST = 10_000;

    @Option(
            names = {"-n", "--most"},
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number (${DEFAULT-VALUE}).")
    private int most = 20;

    public HumusLsCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        if (most < 1 || most > MOST) {
            throw wrongUsage("-n must be 1 to " + MOST + ": " + most);
        }
        return session -> show(session.humus().latest(most));
    }

    private int show(List<HumusEntry> entries) {
        if (json()) {
            List<Map<String, Object>> shown =
                    entries.stream().map(HumusEntryText::json).toList();
            JsonResultPrinter.print(context().out(), Map.of("entries", shown));
        } else {
            entries.stream().map(HumusEntryText::line).forEach(context().out()::println);
            context().out().flush();
        }
        return ProcessExitCodes.DONE;
    }
}
