package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.Served;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiverEndpointTest {
    private record Taken(Subject subject, RawPayload data, Optional<MessageId> id) {}

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile RiverIntake behind = (subject, data, id) -> stored(new Receipt("RIVER", 7, false));
    private Served node = start(Served.with());

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsStoredIsConfirmedWithItsPlace() {
        HttpResponse<String> answer = node.post("/river/stripe.webhook", "{\"id\":\"evt_1\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"stream\":\"RIVER\",\"seq\":7,\"duplicate\":false}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(taken)
                .containsExactly(new Taken(
                        Subject.of("river.stripe.webhook"), RawPayload.ofText("{\"id\":\"evt_1\"}"), Optional.empty()));
    }

    @Test
    void theSubjectMayBeGivenInFull() {
        node.post("/river/river.stripe.webhook", "x");

        assertThat(taken).extracting(Taken::subject).containsExactly(Subject.of("river.stripe.webhook"));
    }

    @Test
    void aDuplicateIsSaidToBeOne() {
        behind = (subject, data, id) -> stored(new Receipt("RIVER", 5, true));

        HttpResponse<String> answer = node.post("/river/a", "x", "Idempotency-Key", "k");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"stream\":\"RIVER\",\"seq\":5,\"duplicate\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "image/png", "nonsense"})
    void anyTypeOfContentIsTakenAsItIs(String type) {
        HttpResponse<String> answer = node.post("/river/a", "a=b&c=%20", "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(taken).extracting(Taken::data).containsExactly(RawPayload.ofText("a=b&c=%20"));
    }

    @Test
    void bytesArriveAsTheyAre() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        node.send(node.to("/river/a").POST(BodyPublishers.ofByteArray(bytes)));

        assertThat(taken).extracting(Taken::data).containsExactly(RawPayload.of(bytes));
    }

    @Test
    void nothingAtAllIsDataToo() {
        HttpResponse<String> answer = node.post("/river/a", "");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(taken).extracting(Taken::data).containsExactly(RawPayload.ofText(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "Nats-Msg-Id", "idempotency-key"})
    void theIdOfTheCallerIsKept(String header) {
        node.post("/river/a", "x", header, "evt_1");

        assertThat(taken).extracting(Taken::id).containsExactly(Optional.of(MessageId.given("evt_1")));
    }

    @Test
    void twoEqualIdsAreOne() {
        HttpResponse<String> answer = node.post("/river/a", "x", "Idempotency-Key", "k", "Nats-Msg-Id", "k");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(taken).extracting(Taken::id).containsExactly(Optional.of(MessageId.given("k")));
    }

    @Test
    void twoDifferentIdsAreRefused() {
        HttpResponse<String> two = node.post("/river/a", "x", "Idempotency-Key", "k", "Nats-Msg-Id", "l");
        HttpResponse<String> twice = node.post("/river/a", "x", "Idempotency-Key", "k", "Idempotency-Key", "l");

        assertRefused(two, 400, "more than one id");
        assertRefused(twice, 400, "more than one id");
        assertThat(taken).isEmpty();
    }

    @Test
    void anIdThatIsTooLongOrBlankIsRefused() {
        HttpResponse<String> tooLong = node.post("/river/a", "x", "Idempotency-Key", "k".repeat(1025));
        HttpResponse<String> blank = node.post("/river/a", "x", "Idempotency-Key", "");

        assertRefused(tooLong, 400, "longer than 1024");
        assertRefused(blank, 400, "blank");
        assertThat(taken).isEmpty();
    }

    @Test
    void anIdThatNoHeaderOfNatsCanCarryIsRefused() throws IOException {
        String answer = node.raw("POST /river/a HTTP/1.1\r\nHost: x\r\nIdempotency-Key: caf\u00e9\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("printable ASCII");
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/river",
                "/river/",
                "/river/a..b",
                "/river/.a",
                "/river/a.",
                "/river/a.*",
                "/river/%3E",
                "/river/a.%3E",
                "/river/a%20b",
                "/river/a%0d%0aPUB",
                "/river/a%00",
                "/river/a/b",
                "/river/a%2Fb",
                "/river/a/",
                "/river/%ff",
                "/river/%C3%28",
                "/river/river.",
                "/river/../soil"
            })
    void aBadSubjectIsRefused(String path) {
        HttpResponse<String> answer = node.post(path, "x");

        assertRefused(answer, 400, "");
        assertThat(taken).isEmpty();
    }

    @Test
    void theRefusalSaysWhatIsWrongWithTheSubject() {
        assertRefused(node.post("/river/a.*", "x"), 400, "subject has a wildcard: river.a.*");
        assertRefused(node.post("/river/a/b", "x"), 400, "subject has a slash");
        assertRefused(node.post("/river/", "x"), 400, "subject is empty");
        assertRefused(node.post("/river/" + "s".repeat(2000), "x"), 400, "longer than 1024");
    }

    @Test
    void aSubjectMayHaveAnyOtherLetter() {
        HttpResponse<String> answer = node.post("/river/gr%C3%BC%C3%9Fe.a+b", "x");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(taken).extracting(Taken::subject).containsExactly(Subject.of("river.grüße.a+b"));
    }

    @Test
    void aBodyLargerThanTheServerTakesIsRefused() {
        HttpResponse<String> largest = node.post("/river/a", "x".repeat(1000));
        HttpResponse<String> larger = node.post("/river/a", "x".repeat(1001));
        HttpResponse<String> huge = node.post("/river/a", "x".repeat(3_000_000));

        assertThat(largest.statusCode()).isEqualTo(201);
        assertRefused(larger, 413, "larger than 1000 bytes");
        assertRefused(huge, 413, "larger than 1000 bytes");
        assertThat(taken).hasSize(1);
    }

    @Test
    void aBodyOfUnknownLengthIsMeasuredAsItComes() {
        byte[] large = new byte[1001];

        HttpResponse<String> answer = node.send(
                node.to("/river/a").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertRefused(answer, 413, "larger than 1000 bytes");
    }

    @Test
    void manyLargeBodiesAtOnceAreRefusedForNow() {
        behind = (subject, data, id) -> new CompletableFuture<>();
        for (int i = 0; i < 16; i++) {
            node.sendLater(node.to("/river/a").POST(BodyPublishers.ofByteArray(new byte[1000])));
        }
        await().until(() -> taken.size() == 16);

        HttpResponse<String> answer = node.post("/river/a", "x");

        assertRefused(answer, 503, "too many bytes are under way");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whatWasAnsweredIsUnderWayNoMore() {
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> answer = node.post("/river/a", "x".repeat(1000));

            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    @Test
    void whatTheServersNeverTakeIsTooLarge() {
        behind = failing(new RejectedInputException("larger than max_payload"));

        assertRefused(node.post("/river/a", "x"), 413, "larger than max_payload");
    }

    @ParameterizedTest
    @MethodSource("notNow")
    void whatCannotBeKeptNowMaySoon(ForestException failure, String hint) {
        behind = failing(failure);

        HttpResponse<String> answer = node.post("/river/a", "x");

        assertRefused(answer, 503, String.valueOf(failure.getMessage()));
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(Served.json(answer).at("/hint").asString()).contains(hint);
    }

    static Stream<Arguments> notNow() {
        return Stream.of(
                Arguments.of(new SidecarUnavailableException("not connected"), "nothing was done"),
                Arguments.of(new StorageUnavailableException("RIVER is full"), "nothing was done"),
                Arguments.of(new UnknownOutcomeException("no answer in 30 s"), "may have been stored"));
    }

    @Test
    void aFailureThrownAtOnceIsUnderstoodToo() {
        behind = (subject, data, id) -> {
            throw new SidecarUnavailableException("not connected");
        };

        assertRefused(node.post("/river/a", "x"), 503, "not connected");
    }

    @Test
    void anUnexpectedFailureIsNotShownOutside() {
        behind = (subject, data, id) -> CompletableFuture.failedFuture(new IllegalStateException("secret"));

        HttpResponse<String> answer = node.post("/river/a", "x");

        assertRefused(answer, 500, "internal error");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatNeverComesLeavesTheOutcomeUnknown() {
        behind = (subject, data, id) -> new CompletableFuture<>();
        restart(Served.with().patience(Duration.ofSeconds(20), Duration.ofMillis(100)));

        HttpResponse<String> answer = node.post("/river/a", "x");

        assertRefused(answer, 503, "no answer");
        assertThat(Served.json(answer).at("/hint").asString()).contains("may have been stored");
    }

    @Test
    void theStageOfTheIntakeIsLeftAloneWhenTheCallersTimeIsUp() {
        CompletableFuture<Receipt> slow = new CompletableFuture<>();
        behind = (subject, data, id) -> slow;
        restart(Served.with().patience(Duration.ofSeconds(20), Duration.ofMillis(100)));

        node.post("/river/a", "x");

        assertThat(slow).isNotDone();
    }

    @Test
    void withATokenOnlyThoseWhoShowItMayPost() {
        restart(Served.with().token("open-sesame"));

        HttpResponse<String> without = node.post("/river/a", "x");
        HttpResponse<String> wrong = node.post("/river/a", "x", "Authorization", "Bearer open-sesam");
        HttpResponse<String> other = node.post("/river/a", "x", "Authorization", "Basic open-sesame");

        assertRefused(without, 401, "a token is needed");
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"nimsforest\"");
        assertRefused(wrong, 401, "the token is wrong");
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"nimsforest\", error=\"invalid_token\"");
        assertRefused(other, 401, "a token is needed");
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open-sesame", "bearer open-sesame", "Bearer  open-sesame "})
    void theRightTokenOpens(String authorization) {
        restart(Served.with().token("open-sesame"));

        HttpResponse<String> answer = node.post("/river/a", "x", "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void theTokenComesBeforeEverythingElse() {
        restart(Served.with().token("open-sesame"));

        assertRefused(node.post("/river/a..b", "x".repeat(2000)), 401, "a token is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void otherMethodsAreToldWhatIsAllowed(String method) {
        HttpResponse<String> answer = node.send(node.to("/river/a").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void manyPostsAreAnsweredEachWithItsOwn() {
        behind = (subject, data, id) ->
                CompletableFuture.supplyAsync(() -> new Receipt("RIVER", Long.parseLong(data.text()), false));

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                .mapToObj(n -> node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("" + n))))
                .toList();

        assertThat(IntStream.range(0, 200))
                .allSatisfy(n -> assertThat(
                                Served.json(answers.get(n).join()).at("/seq").asInt())
                        .isEqualTo(n));
    }

    private void restart(Served.Builder other) {
        node.close();
        node = start(other);
    }

    private Served start(Served.Builder builder) {
        return builder.intake((subject, data, id) -> {
                    taken.add(new Taken(subject, data, id));
                    return behind.take(subject, data, id);
                })
                .start();
    }

    private static CompletionStage<Receipt> stored(Receipt receipt) {
        return CompletableFuture.completedFuture(receipt);
    }

    private static RiverIntake failing(ForestException failure) {
        return (subject, data, id) -> CompletableFuture.failedFuture(failure);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Served.json(answer).propertyNames()).containsExactly("error", "hint");
        assertThat(Served.json(answer).at("/error").asString()).contains(error);
    }
}
