package com.nimsforest.node.bootstrap.command.look;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/** Shows one page after another: on a terminal each in the place of the one before, without a flicker. */
final class ScreenRefresher {
    private static final String CLEAR = "\033[2J";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean begun;

    ScreenRefresher(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Consumer<PrintWriter> page) {
        StringWriter text = new StringWriter();
        page.accept(new PrintWriter(text));
        if (terminal) {
            // Written over what is there, and in one go: clearing first would show for a moment.
            String over = text.toString().replace("\n", REST_OF_LINE + "\n");
            out.print((begun ? HOME : CLEAR + HOME) + over + REST_OF_SCREEN);
        } else {
            out.print((begun ? "\n" : "") + text);
        }
        begun = true;
        out.flush();
    }
}
