package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.domain.payload.JsonPayload;

/** JSON of a given size, with a number in it. */
final class BenchPayload {
    /** As long as the longest number and nothing else. */
    static final int SMALLEST = 32;

    private static final String BEGIN = "{\"n\":";
    private static final String MIDDLE = ",\"pad\":\"";
    private static final String END = "\"}";

    private final int size;

    BenchPayload(int size) {
        this.size = size;
    }

    String text(int number) {
        String begin = BEGIN + number + MIDDLE;
        return begin + "x".repeat(Math.max(0, size - begin.length() - END.length())) + END;
    }

    static int number(JsonPayload payload) {
        String text = payload.text();
        return Integer.parseInt(text.substring(BEGIN.length(), text.indexOf(',')));
    }
}
