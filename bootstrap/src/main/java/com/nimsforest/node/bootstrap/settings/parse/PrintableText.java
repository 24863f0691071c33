package com.nimsforest.node.bootstrap.settings.parse;

/** A form of any text that is safe and short enough for one line. */
public final class PrintableText {
    private static final int LONGEST = 120;

    private PrintableText() {}

    public static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", "\uFFFD");
    }
}
