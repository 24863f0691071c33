package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.domain.health.StreamConfigDrift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences of streams, for people and for programs. */
final class StreamDriftText {
    private StreamDriftText() {}

    static String line(StreamConfigDrift drift) {
        return drift.stream() + " " + drift.field() + ": " + drift.present() + " -> " + drift.planned();
    }

    static List<Map<String, Object>> json(List<StreamConfigDrift> drift) {
        return drift.stream().map(StreamDriftText::json).toList();
    }

    private static Map<String, Object> json(StreamConfigDrift drift) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stream", drift.stream());
        result.put("field", drift.field());
        result.put("present", drift.present());
        result.put("planned", drift.planned());
        result.put("narrows", drift.narrows());
        return result;
    }
}
