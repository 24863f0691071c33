package com.nimsforest.node.adapters.http.page;

import com.nimsforest.node.adapters.http.answer.Json;
import com.nimsforest.node.adapters.http.metrics.HopPassages;
import com.nimsforest.node.adapters.http.status.StatusJson;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.StatusChange;
import com.nimsforest.node.ports.driven.Instruments.Hop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the feed says, as server-sent events. */
final class FeedEvents {
    private static final double USUAL = 0.5;
    private static final double SLOW = 0.99;

    private FeedEvents() {}

    static byte[] status(
            ForestStatus status,
            Map<String, Double> rates,
            Map<Hop, HopPassages> before,
            Map<Hop, HopPassages> after,
            Instant now) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", StatusJson.of(status, now));
        Map<String, Object> perSecond = new LinkedHashMap<>();
        rates.forEach((stream, rate) -> perSecond.put(stream, Numbers.rounded(rate)));
        told.put("perSecond", perSecond);
        told.put("hops", hops(before, after));
        return event("status", told);
    }

    private static Map<String, Object> hops(Map<Hop, HopPassages> before, Map<Hop, HopPassages> after) {
        Map<String, Object> hops = new LinkedHashMap<>();
        after.forEach((hop, passages) -> {
            HopPassages since = passages.since(before.getOrDefault(hop, passages));
            if (since.count() > 0) {
                hops.put(
                        hop.name().toLowerCase(Locale.ROOT),
                        Map.of(
                                "passages", since.count(),
                                "usualSeconds", Numbers.rounded(since.quantile(USUAL)),
                                "slowSeconds", Numbers.rounded(since.quantile(SLOW))));
            }
        });
        return hops;
    }

    static byte[] changes(List<StatusChange> changes) {
        List<Map<String, Object>> told = changes.stream()
                .map(change -> Map.<String, Object>of(
                        "at", change.at().toString(), "tone", change.tone().name(), "what", change.what()))
                .toList();
        return event("changes", told);
    }

    static byte[] course(Map<String, Object> course) {
        return event("course", course);
    }

    private static byte[] event(String name, Object data) {
        String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
        return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
