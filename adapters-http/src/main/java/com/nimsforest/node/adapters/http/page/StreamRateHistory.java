package com.nimsforest.node.adapters.http.page;

import com.nimsforest.node.domain.status.LastStreamSequences;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How fast the forest's streams have flowed of late, so that a page that is opened shows more than this moment. For one thread. */
final class StreamRateHistory {
    private static final Duration KEPT = Duration.ofMinutes(5);
    /** Long enough to even out that the machines are not asked at the same moment. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Point(Instant at, Map<String, Double> rates) {}

    private final Deque<LastStreamSequences> window = new ArrayDeque<>();
    private final Deque<Point> points = new ArrayDeque<>();

    /** Takes what is known now; what was known before already is passed over. */
    void take(LastStreamSequences flow) {
        LastStreamSequences latest = window.peekLast();
        if (latest != null && !flow.at().isAfter(latest.at())) {
            return;
        }
        window.addLast(flow);
        while (window.size() > 2 && window.getFirst().at().isBefore(flow.at().minus(WINDOW))) {
            window.removeFirst();
        }
        points.addLast(new Point(flow.at(), flow.since(window.getFirst())));
        while (points.getFirst().at().isBefore(flow.at().minus(KEPT))) {
            points.removeFirst();
        }
    }

    /** Messages a second, by stream, over the last few seconds. */
    Map<String, Double> rates() {
        return Optional.ofNullable(points.peekLast()).map(Point::rates).orElse(Map.of());
    }

    /** The moments as seconds since 1970, and for each stream its rate at each of them: 0 where it is not known. */
    Map<String, Object> json() {
        Map<String, Object> rates = new LinkedHashMap<>();
        TreeSet<String> streams = new TreeSet<>();
        points.forEach(point -> streams.addAll(point.rates().keySet()));
        streams.forEach(stream -> rates.put(stream, rates(stream)));
        List<Long> at =
                points.stream().map(point -> point.at().getEpochSecond()).toList();
        return Map.of("at", at, "perSecond", rates);
    }

    private List<BigDecimal> rates(String stream) {
        return points.stream()
                .map(point -> JsonNumberRounding.rounded(point.rates().getOrDefault(stream, 0.0)))
                .toList();
    }
}
