package com.nimsforest.node.adapters.http.river;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.DecodedPathTail;
import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Takes posts into the river. No thread waits, neither for the body nor for the receipt. */
public final class RiverEndpoint {
    private static final String PATH = "/river/";
    private static final int OK = 200;
    private static final int CREATED = 201;
    /** How many bodies of the largest size may be under way at once. */
    private static final int LARGEST_AT_ONCE = 16;

    private final RiverIntake intake;
    private final BearerTokenCheck token;
    private final long maxBody;
    private final RiverPostTimeouts patience;
    private final Executor answering;
    private final InFlightByteLimit inFlight;
    private final Set<RequestBodyReader> reading = ConcurrentHashMap.newKeySet();

    /** @param answering runs what writes the answers, so that a slow caller never holds a thread of the intake */
    public RiverEndpoint(
            RiverIntake intake, BearerTokenCheck token, long maxBody, RiverPostTimeouts patience, Executor answering) {
        this.intake = requireNonNull(intake, "intake");
        this.token = requireNonNull(token, "token");
        this.maxBody = maxBody;
        this.patience = requireNonNull(patience, "patience");
        this.answering = requireNonNull(answering, "answering");
        this.inFlight = new InFlightByteLimit(Math.multiplyExact(maxBody, LARGEST_AT_ONCE));
    }

    public void register(RoutesConfig routes) {
        routes.post("/river", this::post);
        routes.post(PATH + "*", this::post);
    }

    private void post(Context request) throws IOException {
        token.checkPoster(request);
        Subject subject = subject(DecodedPathTail.of(request, PATH));
        checkEncoding(request, "Content-Encoding", "identity");
        checkEncoding(request, "Transfer-Encoding", "chunked");
        if (RequestBodyReader.isRefusedAtOnce(request.req(), maxBody)) {
            throw RequestBodyReader.tooLarge(maxBody).asException();
        }
        Optional<MessageId> id = IdempotencyKeyHeader.of(request, subject);
        RequestBodyReader body = new RequestBodyReader(request.req(), maxBody, inFlight);
        request.future(() -> received(body)
                .thenCompose(bytes -> publish(subject, RawPayload.of(bytes), id))
                .handleAsync(
                        (receipt, failure) -> failure == null ? stored(request, receipt) : refused(request, failure),
                        answering)
                .whenComplete((answered, failure) -> body.release()));
    }

    /** A body is kept as it comes, so one that trees cannot read is better refused than kept. */
    private static void checkEncoding(Context request, String header, String accepted) {
        String encoding = String.join(",", Collections.list(request.req().getHeaders(header)));
        if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase(accepted)) {
            throw new HttpProblem(
                            415,
                            "the body is encoded (" + header + ": " + PrintableText.shortened(encoding) + ")",
                            "send it as it is, without that encoding",
                            Map.of("Accept-Encoding", "identity"))
                    .asException();
        }
    }

    private static Subject subject(String name) {
        if (name.contains("/")) {
            throw badSubject("subject has a slash: tokens are separated by dots");
        }
        try {
            return RiverSubjects.of(name);
        } catch (IllegalArgumentException e) {
            throw badSubject(name.isEmpty() ? "subject is empty" : String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException badSubject(String error) {
        return HttpProblem.of(400, error, "post to /river/<subject>, for example /river/stripe.webhook")
                .asException();
    }

    private CompletableFuture<byte[]> received(RequestBodyReader body) {
        CompletableFuture<byte[]> bytes = body.read();
        if (!bytes.isDone()) {
            reading.add(body);
        }
        return bounded(
                        bytes,
                        patience.body().toMillis(),
                        () -> RequestBodyReader.tooSlow().asException())
                .whenComplete((all, failure) -> reading.remove(body));
    }

    /** Ends posts whose bodies drip in. To be called about once a second. */
    public void refuseSlowBodies() {
        reading.forEach(body -> body.refuseWhenSlow(patience.bodyWindow()));
    }

    private CompletableFuture<PublishReceipt> publish(Subject subject, RawPayload data, Optional<MessageId> id) {
        // A copy: the time-out is ours, and must not end the stage of the intake for others.
        CompletableFuture<PublishReceipt> receipt =
                intake.take(subject, data, id).thenApply(stored -> stored).toCompletableFuture();
        return bounded(
                receipt,
                patience.receipt().toMillis(),
                () -> new UnknownOutcomeException("no answer for " + subject + " in time"));
    }

    private static <T> CompletableFuture<T> bounded(
            CompletableFuture<T> stage, long millis, Supplier<RuntimeException> late) {
        return stage.orTimeout(millis, TimeUnit.MILLISECONDS).exceptionallyCompose(failure -> {
            return CompletableFuture.failedFuture(failure instanceof TimeoutException ? late.get() : failure);
        });
    }

    private static Context stored(Context request, PublishReceipt receipt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stream", receipt.stream());
        body.put("seq", receipt.sequence());
        body.put("duplicate", receipt.duplicate());
        return request.status(receipt.duplicate() ? OK : CREATED)
                .contentType("application/json")
                .result(HttpJsonMapper.bytes(body));
    }

    private static Context refused(Context request, Throwable failure) {
        HttpProblem.of(failure).write(request);
        return request;
    }
}
