package com.nimsforest.node.adapters.http.page;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they go over the wire: no more digits than anybody looks at. */
final class JsonNumberRounding {
    private static final int DIGITS = 6;

    private JsonNumberRounding() {}

    static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
