package com.nimsforest.node.adapters.http.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of one object, in order; what is not known is left out. For one thread. */
public final class JsonFieldBuilder {
    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    public JsonFieldBuilder put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    public JsonFieldBuilder text(String name, String value) {
        return value.isEmpty() ? this : put(name, value);
    }

    public JsonFieldBuilder time(String name, Instant value) {
        return put(name, value.toString());
    }

    public JsonFieldBuilder time(String name, Optional<Instant> value) {
        return value.map(instant -> time(name, instant)).orElse(this);
    }

    public JsonFieldBuilder seconds(String name, Optional<Duration> value) {
        return value.map(duration -> put(name, seconds(duration))).orElse(this);
    }

    /** How long ago it was. */
    public JsonFieldBuilder age(String name, Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return put(name, seconds(age.isNegative() ? Duration.ZERO : Duration.ofMillis(age.toMillis())));
    }

    public Map<String, Object> done() {
        return fields;
    }

    /** Without an exponent, as a person would write it. */
    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS)
                .setScale(MICRO_DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
