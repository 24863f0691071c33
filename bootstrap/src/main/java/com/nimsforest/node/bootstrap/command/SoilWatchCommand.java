package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.SubjectPattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the entries as they are and then every change. */
@Command(
        name = "watch",
        description = "Show the entries as they are, then each change as it comes, until Ctrl-C.",
        footer = {
            "  nimsforest soil watch",
            "  nimsforest soil watch task-cus_alice-evt_1 -o json    one JSON object a line"
        })
final class SoilWatchCommand extends ForestCommand {
    private static final EntityKey ANY = EntityKey.of("any");

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY",
            defaultValue = ">",
            description = "Which: a key, with '*' for one part between dots and '>' for the rest.")
    private String key = ">";

    SoilWatchCommand(ForestAccess access) {
        super(access);
    }

    @Override
    Work prepare() {
        SubjectPattern wanted = typed(() -> SubjectPattern.of(key));
        return session -> {
            // The watch itself waits for a soil that is not there yet; a person wants to know.
            session.soil().dig(ANY);
            Broadcast broadcast = new Broadcast(context().out());
            return broadcast.until(session, session.soil().watch(wanted.value(), state -> show(state, broadcast)));
        };
    }

    private void show(SoilState state, Broadcast broadcast) {
        if (json()) {
            broadcast.line(SoilJson.of(state));
        } else if (state instanceof SoilEntry entry) {
            broadcast.line(entry.key() + " " + entry.revision() + " " + ExactJson.line(entry.value()));
        } else {
            broadcast.line(state.key() + " " + state.revision() + " removed");
        }
    }
}
