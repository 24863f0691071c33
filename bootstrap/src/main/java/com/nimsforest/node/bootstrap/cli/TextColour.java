package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.domain.health.HealthStatus;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** How good something is, as a colour; for terminals that show any. */
public enum TextColour {
    PLAIN(Style.reset),
    GOOD(Style.fg_green),
    WORRYING(Style.fg_yellow),
    BAD(Style.fg_red);

    private final IStyle style;

    TextColour(IStyle style) {
        this.style = style;
    }

    public static TextColour of(HealthStatus status) {
        return switch (status) {
            case UP -> GOOD;
            case DEGRADED -> WORRYING;
            case DOWN -> BAD;
        };
    }

    public String on(String text, boolean colourful) {
        return colourful && this != PLAIN ? style.on() + text + style.off() : text;
    }
}
