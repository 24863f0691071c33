package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.domain.payload.PrintableText;
import java.io.PrintWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints results for programs. What a terminal would obey is escaped, as JSON may be. A class of its own, so that only {@code -o json} pays for the library. */
public final class JsonResultPrinter {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINES = JsonMapper.builder().build();

    private JsonResultPrinter() {}

    /** One result, over as many lines as it needs. */
    public static void print(PrintWriter out, Object result) {
        out.println(PrintableText.escaped(MAPPER.writeValueAsString(result)));
        out.flush();
    }

    /** One of many results, on one line. */
    public static void printLine(PrintWriter out, Object result) {
        out.println(PrintableText.escaped(LINES.writeValueAsString(result)));
        out.flush();
    }
}
