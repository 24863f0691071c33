package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** Sends payments to one node of a dev mesh, as a caller with an id of its own does. */
final class PaymentEventSender implements EventSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int STORED = 201;
    private static final int STORED_BEFORE = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final DevNodeLayout location;
    private final String run;
    private final String token;

    PaymentEventSender(HttpClient client, DevNodeLayout location, String run, String token) {
        this.client = requireNonNull(client, "client");
        this.location = requireNonNull(location, "site");
        this.run = requireNonNull(run, "run");
        this.token = requireNonNull(token, "token");
    }

    /** The entity of the task that a payment asks for. */
    static String task(String run, long number) {
        return prefix(run) + number;
    }

    static String prefix(String run) {
        return "task-" + run + "-evt_" + run + "_";
    }

    @Override
    public String name() {
        return location.name();
    }

    @Override
    public boolean send(long number, String id) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(location.http().resolve("/river/stripe.webhook"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(payment(number)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status != STORED && status != STORED_BEFORE && status < UNAVAILABLE) {
                throw new DrillException(
                        DrillException.FAILED, location.name() + " refuses a payment with status " + status);
            }
            return status < UNAVAILABLE;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private String payment(long number) {
        return String.format(Locale.ROOT, """
                {"id":"evt_%s_%d","type":"charge.succeeded","data":{"object":{"id":"ch_%d","customer":"%s",\
                "amount":%d,"currency":"usd","metadata":{"item_id":"item-%d"}}}}""", run, number, number, run, 100 + number % 20_000, number % 10);
    }
}
