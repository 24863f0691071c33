package com.nimsforest.node.adapters.http.page;

import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.adapters.http.metrics.HopDurationHistogram;
import com.nimsforest.node.adapters.http.status.ForestStatusJson;
import com.nimsforest.node.domain.change.ForestStatusChange;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the feed says, as server-sent events. */
final class StatusFeedEvents {
    private static final double USUAL = 0.5;
    private static final double SLOW = 0.99;

    private StatusFeedEvents() {}

    static byte[] status(
            ForestStatus status,
            Map<String, Double> rates,
            Map<Hop, HopDurationHistogram> before,
            Map<Hop, HopDurationHistogram> after,
            Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", ForestStatusJson.of(status, now));
        Map<String, Object> perSecond = new LinkedHashMap<>();
        rates.forEach((stream, rate) -> perSecond.put(stream, JsonNumberRounding.rounded(rate)));
        json.put("perSecond", perSecond);
        json.put("hops", hops(before, after));
        return event("status", json);
    }

    private static Map<String, Object> hops(
            Map<Hop, HopDurationHistogram> before, Map<Hop, HopDurationHistogram> after) {
        Map<String, Object> hops = new LinkedHashMap<>();
        after.forEach((hop, passages) -> {
            HopDurationHistogram since = passages.since(before.getOrDefault(hop, passages));
            if (since.count() > 0) {
                hops.put(
                        hop.name().toLowerCase(Locale.ROOT),
                        Map.of(
                                "passages", since.count(),
                                "usualSeconds", JsonNumberRounding.rounded(since.quantile(USUAL)),
                                "slowSeconds", JsonNumberRounding.rounded(since.quantile(SLOW))));
            }
        });
        return hops;
    }

    static byte[] changes(List<ForestStatusChange> changes) {
        List<Map<String, Object>> json = changes.stream()
                .map(change -> Map.<String, Object>of(
                        "at", change.at().toString(), "tone", change.tone().name(), "what", change.what()))
                .toList();
        return event("changes", json);
    }

    static byte[] rates(Map<String, Object> rates) {
        return event("rates", rates);
    }

    private static byte[] event(String name, Object data) {
        String json = new String(HttpJsonMapper.bytes(data), StandardCharsets.UTF_8);
        return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
