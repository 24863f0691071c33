package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;

/** Types commands at a canned forest and keeps what they answer. */
final class ForestLine {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    final CannedForest forest = new CannedForest();
    Session.Opener opener = settings -> forest.session();
    String piped = "";
    boolean terminal;
    int opened;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private PrintWriter results = new PrintWriter(out);

    int type(String... arguments) {
        CommandContext context = new CommandContext(
                new Environment(Map.of()), results, new PrintWriter(err), false, settings -> ExitCodes.FAILED);
        StandardInput input =
                new StandardInput(new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)), terminal);
        ForestAccess access = new ForestAccess(context, counted(), Clock.fixed(NOW, ZoneOffset.UTC), input);
        Map<String, Function<CommandContext, Object>> commands = Map.of(
                "river", given -> ForestCommands.river(access),
                "leaf", given -> ForestCommands.leaf(access),
                "soil", given -> ForestCommands.soil(access),
                "humus", given -> ForestCommands.humus(access),
                "deadletter", given -> ForestCommands.deadLetter(access));
        return new NimsforestLine(context, commands).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** From now on whoever reads the results goes away after the given number of characters. */
    void readAtMost(int characters) {
        results = new PrintWriter(new Writer() {
            @Override
            public void write(char[] buffer, int from, int length) throws IOException {
                if (out.getBuffer().length() >= characters) {
                    throw new IOException("Broken pipe");
                }
                out.write(buffer, from, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    private Session.Opener counted() {
        return settings -> {
            opened++;
            return opener.open(settings);
        };
    }
}
