package com.nimsforest.node.bootstrap.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/**
 * Amounts as Stripe writes them: whole numbers of the smallest unit that <em>Stripe</em> has for the currency. That is
 * not always what ISO 4217 says (it divides {@code isk} by 100 and {@code mga} not at all), so the lists are Stripe's:
 * <a href="https://docs.stripe.com/currencies#zero-decimal">zero-decimal</a> and <a
 * href="https://docs.stripe.com/currencies#three-decimal">three-decimal</a> currencies; all others have two.
 */
final class StripeAmountConverter {
    private static final Set<String> ZERO_DECIMAL = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
            "xpf");
    private static final Set<String> THREE_DECIMAL = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private StripeAmountConverter() {}

    /** The amount in the unit that people speak of, without needless zeros and never with an exponent. */
    static BigDecimal major(BigInteger smallestUnits, String currency) {
        BigDecimal exact = new BigDecimal(smallestUnits, decimals(currency)).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static int decimals(String currency) {
        String code = currency.toLowerCase(Locale.ROOT);
        if (ZERO_DECIMAL.contains(code)) {
            return 0;
        }
        return THREE_DECIMAL.contains(code) ? 3 : 2;
    }
}
