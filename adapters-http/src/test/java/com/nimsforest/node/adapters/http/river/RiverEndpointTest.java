package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiverEndpointTest {
    private final RiverEndpointFixture river = new RiverEndpointFixture();

    @AfterEach
    void stop() {
        river.close();
    }

    @Test
    void whatIsStoredIsConfirmedWithItsPlace() {
        HttpResponse<String> answer = river.node().post("/river/stripe.webhook", "{\"id\":\"evt_1\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"stream\":\"RIVER\",\"seq\":7,\"duplicate\":false}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(river.taken)
                .containsExactly(new RiverEndpointFixture.Taken(
                        Subject.of("river.stripe.webhook"), RawPayload.ofText("{\"id\":\"evt_1\"}"), Optional.empty()));
    }

    @Test
    void theSubjectMayBeGivenInFull() {
        river.node().post("/river/river.stripe.webhook", "x");

        assertThat(river.taken)
                .extracting(RiverEndpointFixture.Taken::subject)
                .containsExactly(Subject.of("river.stripe.webhook"));
    }

    @Test
    void aSubjectMayHaveAnyOtherLetter() {
        HttpResponse<String> answer = river.node().post("/river/gr%C3%BC%C3%9Fe.a+b", "x");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(river.taken)
                .extracting(RiverEndpointFixture.Taken::subject)
                .containsExactly(Subject.of("river.grüße.a+b"));
    }

    @Test
    void aDuplicateIsSaidToBeOne() {
        river.behind = (subject, data, id) -> RiverEndpointFixture.stored(new PublishReceipt("RIVER", 5, true));

        HttpResponse<String> answer = river.node().post("/river/a", "x", "Idempotency-Key", "k");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"stream\":\"RIVER\",\"seq\":5,\"duplicate\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "image/png", "nonsense"})
    void anyTypeOfContentIsTakenAsItIs(String type) {
        HttpResponse<String> answer = river.node().post("/river/a", "a=b&c=%20", "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(river.taken)
                .extracting(RiverEndpointFixture.Taken::data)
                .containsExactly(RawPayload.ofText("a=b&c=%20"));
    }

    @Test
    void bytesArriveAsTheyAre() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        river.node().send(river.node().to("/river/a").POST(BodyPublishers.ofByteArray(bytes)));

        assertThat(river.taken).extracting(RiverEndpointFixture.Taken::data).containsExactly(RawPayload.of(bytes));
    }

    @Test
    void nothingAtAllIsDataToo() {
        HttpResponse<String> answer = river.node().post("/river/a", "");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(river.taken).extracting(RiverEndpointFixture.Taken::data).containsExactly(RawPayload.ofText(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "Nats-Msg-Id", "idempotency-key"})
    void theIdOfTheCallerIsKept(String header) {
        river.node().post("/river/a", "x", header, "evt_1");

        assertThat(river.taken)
                .extracting(RiverEndpointFixture.Taken::id)
                .containsExactly(Optional.of(MessageId.given("evt_1")));
    }

    @Test
    void twoEqualIdsAreOne() {
        HttpResponse<String> answer = river.node().post("/river/a", "x", "Idempotency-Key", "k", "Nats-Msg-Id", "k");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(river.taken)
                .extracting(RiverEndpointFixture.Taken::id)
                .containsExactly(Optional.of(MessageId.given("k")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void otherMethodsAreToldWhatIsAllowed(String method) {
        HttpResponse<String> answer =
                river.node().send(river.node().to("/river/a").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void manyPostsAreAnsweredEachWithItsOwn() {
        river.behind = (subject, data, id) ->
                CompletableFuture.supplyAsync(() -> new PublishReceipt("RIVER", Long.parseLong(data.text()), false));

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                .mapToObj(
                        n -> river.node().sendLater(river.node().to("/river/a").POST(BodyPublishers.ofString("" + n))))
                .toList();

        assertThat(IntStream.range(0, 200))
                .allSatisfy(n -> assertThat(TestHttpServer.json(answers.get(n).join())
                                .at("/seq")
                                .asInt())
                        .isEqualTo(n));
    }
}
