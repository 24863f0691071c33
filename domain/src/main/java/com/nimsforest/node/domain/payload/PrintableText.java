package com.nimsforest.node.domain.payload;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The one form in which text from outside reaches a terminal or a log. It leaves out what a terminal obeys instead of
 * showing it (C0 and C1 controls), what changes how the rest reads (bidirectional overrides and other format characters), line ends
 * that only some programs know (U+2028, U+2029), and half characters. The two joiners stay: scripts and emoji need them.
 */
public final class PrintableText {
    private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\u200C\u200D]]";
    private static final Pattern ONE = Pattern.compile(UNPRINTABLE);
    private static final Pattern BUT_LINES = Pattern.compile("[" + UNPRINTABLE + "&&[^\n\t]]");
    /** Colours, and the four that place and clear a page: no titles, no clipboard, no questions to the terminal. */
    private static final String ESCAPE = "(?!\u001b\\[[0-9;]*[HJKm])";

    private static final Pattern BUT_ESCAPES = Pattern.compile(ESCAPE + "[" + UNPRINTABLE + "&&[^\n\r\t\\p{Cs}]]");
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    private static final int LONGEST = 120;

    private PrintableText() {}

    /** On one line: line ends become spaces, everything else that is not shown becomes U+FFFD. */
    public static String line(String text) {
        return ONE.matcher(LINE_END.matcher(text).replaceAll(" ").replace('\t', ' '))
                .replaceAll("\uFFFD");
    }

    /** As {@link #line}, and cut after 120 characters. */
    public static String shortened(String text) {
        return line(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    /** With its line ends and tabs; everything else that is not shown becomes U+FFFD. */
    public static String lines(String text) {
        return BUT_LINES.matcher(text.replace("\r\n", "\n")).replaceAll("\uFFFD");
    }

    /** With its line ends and tabs; everything else that is not shown is written as JSON writes it, so that JSON stays what it was. */
    public static String escaped(String text) {
        return BUT_LINES.matcher(text).replaceAll(PrintableText::escape);
    }

    /** With line ends and the escape sequences that this program writes: the last filter of what was made for a terminal. */
    public static String forTerminal(String text) {
        return BUT_ESCAPES.matcher(text).replaceAll("\uFFFD");
    }

    private static String escape(MatchResult found) {
        StringBuilder escaped = new StringBuilder();
        found.group().chars().forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\\\u%04x", unit)));
        return escaped.toString();
    }
}
