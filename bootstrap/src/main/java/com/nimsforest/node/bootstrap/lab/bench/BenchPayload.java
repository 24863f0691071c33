package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.domain.payload.JsonPayload;

/** JSON of a given size, with a number in it. */
final class BenchPayload {
    /** As long as the longest number and nothing else. */
    static final int SMALLEST = 32;

    private static final String BEGIN = "{\"n\":";
    private static final String PLACE = ",\"place\":";
    private static final String MIDDLE = ",\"pad\":\"";
    private static final String END = "\"}";

    private final int size;

    BenchPayload(int size) {
        this.size = size;
    }

    String text(int number) {
        return padded(BEGIN + number + MIDDLE);
    }

    /** The same with its place among all that are sent. */
    String text(int number, long place) {
        return padded(BEGIN + number + PLACE + place + MIDDLE);
    }

    private String padded(String begin) {
        return begin + "x".repeat(Math.max(0, size - begin.length() - END.length())) + END;
    }

    /** The place in a text that has one. */
    static long place(JsonPayload payload) {
        String text = payload.text();
        int begin = text.indexOf(PLACE) + PLACE.length();
        return Long.parseLong(text.substring(begin, text.indexOf(',', begin)));
    }

    static int number(JsonPayload payload) {
        String text = payload.text();
        return Integer.parseInt(text.substring(BEGIN.length(), text.indexOf(',')));
    }
}
