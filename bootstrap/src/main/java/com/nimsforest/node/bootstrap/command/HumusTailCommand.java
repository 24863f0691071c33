package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.compost.HumusEntry;
import picocli.CommandLine.Command;

/** Shows changes of state as they are made. */
@Command(
        name = "tail",
        description = "Show each change of state from now on as it is made, until Ctrl-C.",
        footer = {"  nimsforest humus tail", "  nimsforest humus tail -o json    one JSON object a line"})
final class HumusTailCommand extends ForestCommand {
    HumusTailCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        return session -> {
            // The tail itself waits for a humus that is not there yet; a person wants to know.
            session.humus().latest(1);
            Broadcast broadcast = new Broadcast(context().out());
            return broadcast.until(session, session.humus().tail(entry -> show(entry, broadcast)));
        };
    }

    private void show(HumusEntry entry, Broadcast broadcast) {
        if (json()) {
            broadcast.line(HumusText.json(entry));
        } else {
            broadcast.line(HumusText.line(entry));
        }
    }
}
