package com.nimsforest.node.bootstrap.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of one customer: counted exactly.
 *
 * @param total what was paid, by currency
 * @param recent the ids of the last thousand events: one that is sent again counts once
 */
record CustomerPayments(
        @JsonProperty("customer_id") String customerId,
        long completed,
        long failed,
        Map<String, BigDecimal> total,
        @JsonProperty("last_event_id") String lastEventId,
        @JsonProperty("last_at") String lastAt,
        List<String> recent) {
    private static final int REMEMBERED = 1000;

    CustomerPayments {
        total = new TreeMap<>(total);
        recent = List.copyOf(recent);
    }

    static CustomerPayments none(String customer) {
        return new CustomerPayments(customer, 0, 0, Map.of(), "", "", List.of());
    }

    boolean has(String event) {
        return recent.contains(event);
    }

    CustomerPayments completed(PaymentLeafData payment, String at) {
        Map<String, BigDecimal> sums = new TreeMap<>(total);
        sums.merge(payment.currency(), payment.amount(), BigDecimal::add);
        return new CustomerPayments(
                customerId, completed + 1, failed, sums, payment.event(), at, remembering(payment.event()));
    }

    CustomerPayments failed(PaymentLeafData payment, String at) {
        return new CustomerPayments(
                customerId, completed, failed + 1, total, payment.event(), at, remembering(payment.event()));
    }

    private List<String> remembering(String event) {
        List<String> more = new ArrayList<>(recent);
        more.add(event);
        return more.subList(Math.max(0, more.size() - REMEMBERED), more.size());
    }
}
