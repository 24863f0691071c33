package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.soil.EntityKey;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the entities that have a value. */
@Command(
        name = "ls",
        description = "List the entities that have a value, sorted.",
        footer = {"  nimsforest soil ls", "  nimsforest soil ls 'shop.*.stock'", "  nimsforest soil ls 'github/>'"})
public final class SoilLsCommand extends ForestCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = ">",
            description =
                    "A pattern: '*' matches one part between dots (or slashes, if the pattern has any), '>' matches the rest.")
    private String pattern = ">";

    public SoilLsCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        SoilKeyPattern wanted = typed(() -> SoilKeyPattern.of(pattern));
        return session -> show(session.soil().keys("").stream()
                .filter(wanted::matches)
                .map(EntityKey::value)
                .toList());
    }

    private int show(List<String> keys) {
        if (json()) {
            JsonResultPrinter.print(context().out(), Map.of("keys", keys));
        } else {
            keys.forEach(context().out()::println);
            context().out().flush();
        }
        return ProcessExitCodes.DONE;
    }
}
