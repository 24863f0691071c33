package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.cli.StandardInputReader;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
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
public final class FakeForestCommandLine {
    public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    final FakeForestPorts forest = new FakeForestPorts();
    ForestSession.Opener opener = settings -> forest.session();
    String piped = "";
    boolean terminal;
    int opened;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ResultWriter results = ResultWriter.of(out, false);

    int type(String... arguments) {
        CommandContext context = new CommandContext(
                new Environment(Map.of()), results, new PrintWriter(err), false, settings -> ProcessExitCodes.FAILED);
        StandardInputReader input =
                new StandardInputReader(new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)), terminal);
        ForestCommandContext access =
                new ForestCommandContext(context, counted(), Clock.fixed(NOW, ZoneOffset.UTC), input);
        Map<String, Function<CommandContext, Object>> commands = Map.of(
                "river", given -> ForestCommandGroups.river(access),
                "leaf", given -> ForestCommandGroups.leaf(access),
                "soil", given -> ForestCommandGroups.soil(access),
                "humus", given -> ForestCommandGroups.humus(access),
                "deadletter", given -> ForestCommandGroups.deadLetter(access));
        return new NimsforestCommandLine(context, commands).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** From now on whoever reads the results goes away after the given number of characters. */
    void readAtMost(int characters) {
        results = ResultWriter.of(
                new Writer() {
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
                },
                true);
    }

    private ForestSession.Opener counted() {
        return settings -> {
            opened++;
            return opener.open(settings);
        };
    }
}
