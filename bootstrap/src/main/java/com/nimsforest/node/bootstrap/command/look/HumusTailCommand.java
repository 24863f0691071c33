package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.command.session.ContinuousOutput;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.domain.compost.HumusEntry;
import picocli.CommandLine.Command;

/** Shows changes of state as they are made. */
@Command(
        name = "tail",
        description = "Show each new change of state, until Ctrl-C.",
        footer = {"  nimsforest humus tail", "  nimsforest humus tail -o json    one JSON object a line"})
public final class HumusTailCommand extends ForestCommand {
    public HumusTailCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        return session -> {
            // The tail itself waits for a humus that is not there yet; a person wants to know.
            session.humus().latest(1);
            ContinuousOutput broadcast = new ContinuousOutput(context().out());
            return broadcast.until(session, session.humus().tail(entry -> show(entry, broadcast)));
        };
    }

    private void show(HumusEntry entry, ContinuousOutput broadcast) {
        if (json()) {
            broadcast.line(HumusEntryText.json(entry));
        } else {
            broadcast.line(HumusEntryText.line(entry));
        }
    }
}
