package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.domain.payload.PrintableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A result for people: headings and rows, each column as wide as its widest cell. Cells are data, never markup, which is
 * why this is not the table of the command line library. One thread builds and prints it.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<TextColour> tints = new ArrayList<>();

    public TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row, with a cell for each heading. */
    public TextTable row(Object... cells) {
        return tinted(TextColour.PLAIN, cells);
    }

    /** Adds a row, with a cell for each heading, that has a colour where colours are shown. */
    public TextTable tinted(TextColour tint, Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a cell for each of " + headings);
        }
        rows.add(Arrays.stream(cells).map(TextTable::cell).toList());
        tints.add(tint);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(PrintWriter out, boolean colourful) {
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        String heading = line(headings, widths);
        out.println(colourful ? Style.bold.on() + heading + Style.bold.off() : heading);
        IntStream.range(0, rows.size())
                .forEach(row -> out.println(tints.get(row).on(line(rows.get(row), widths), colourful)));
        out.flush();
    }

    private static String cell(Object value) {
        String text = PrintableText.line(String.valueOf(value));
        return text.isEmpty() ? "-" : text;
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cells.get(column) + " ".repeat(widths[column] - length(cells.get(column))))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        return Math.max(widest, length(headings.get(column)));
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
