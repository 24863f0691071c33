package com.nimsforest.node.domain.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as they came from outside; copied in and out, so that they never change. */
public final class RawPayload {
    private final byte[] bytes;

    private RawPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RawPayload of(byte[] bytes) {
        return new RawPayload(bytes.clone());
    }

    public static RawPayload ofText(String text) {
        return new RawPayload(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawPayload raw && Arrays.equals(bytes, raw.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
