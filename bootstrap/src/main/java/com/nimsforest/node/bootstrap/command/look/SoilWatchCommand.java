package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.bootstrap.command.session.ContinuousOutput;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the entries as they are and then every change. */
@Command(
        name = "watch",
        description = "Show the current entries, then each change, until Ctrl-C.",
        footer = {
            "  nimsforest soil watch",
            "  nimsforest soil watch task-cus_alice-evt_1 -o json    one JSON object a line"
        })
public final class SoilWatchCommand extends ForestCommand {
    private static final EntityKey ANY = EntityKey.of("any");

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY",
            defaultValue = ">",
            description =
                    "A key or pattern: '*' matches one part between dots (or slashes, if the pattern has any), '>' matches the rest.")
    private String key = ">";

    public SoilWatchCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        SoilKeyPattern wanted = typed(() -> SoilKeyPattern.of(key));
        return session -> {
            // The watch itself waits for a soil that is not there yet; a person wants to know.
            session.soil().dig(ANY);
            ContinuousOutput broadcast = new ContinuousOutput(context().out());
            return broadcast.until(
                    session, session.soil().watch(wanted.serverFilter(), state -> show(state, wanted, broadcast)));
        };
    }

    private void show(SoilState state, SoilKeyPattern wanted, ContinuousOutput broadcast) {
        if (!wanted.matches(state.key())) {
            return;
        }
        if (json()) {
            broadcast.line(SoilEntryJson.of(state));
        } else if (state instanceof SoilEntry entry) {
            broadcast.line(entry.key() + " " + entry.revision() + " " + ExactJsonText.line(entry.value()));
        } else {
            broadcast.line(state.key() + " " + state.revision() + " removed");
        }
    }
}
