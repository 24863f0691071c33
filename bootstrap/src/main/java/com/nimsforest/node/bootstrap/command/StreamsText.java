package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.StreamDrift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences of streams, for people and for programs. */
final class StreamsText {
    private StreamsText() {}

    static String line(StreamDrift drift) {
        return drift.stream() + " " + drift.field() + ": " + drift.present() + " -> " + drift.planned();
    }

    static Map<String, Object> json(String name, List<StreamDrift> drift) {
        return Map.of(name, drift.stream().map(StreamsText::json).toList());
    }

    private static Map<String, Object> json(StreamDrift drift) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stream", drift.stream());
        result.put("field", drift.field());
        result.put("present", drift.present());
        result.put("planned", drift.planned());
        result.put("narrows", drift.narrows());
        return result;
    }
}
