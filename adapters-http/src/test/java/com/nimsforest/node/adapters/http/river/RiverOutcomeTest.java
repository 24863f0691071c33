package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import com.nimsforest.node.ports.failure.UnknownSubjectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a body that the river could not keep, or not yet. */
class RiverOutcomeTest {
    private final RiverEndpointFixture river = new RiverEndpointFixture();

    @AfterEach
    void stop() {
        river.close();
    }

    @Test
    void whatTheServersNeverTakeIsTooLarge() {
        river.behind = RiverEndpointFixture.failing(new RejectedInputException("larger than max_payload"));

        RiverEndpointFixture.assertRefused(river.node().post("/river/a", "x"), 413, "larger than max_payload");
    }

    @ParameterizedTest
    @MethodSource("notNow")
    void whatCannotBeKeptNowMaySoon(ForestException failure, String hint) {
        river.behind = RiverEndpointFixture.failing(failure);

        HttpResponse<String> answer = river.node().post("/river/a", "x");

        RiverEndpointFixture.assertRefused(answer, 503, String.valueOf(failure.getMessage()));
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(TestHttpServer.json(answer).at("/hint").asString()).contains(hint);
    }

    static Stream<Arguments> notNow() {
        return Stream.of(
                Arguments.of(new SidecarUnavailableException("not connected"), "nothing was done"),
                Arguments.of(new StorageUnavailableException("RIVER is full"), "nothing was done"),
                Arguments.of(new UnknownOutcomeException("no answer in 30 s"), "may have been stored"));
    }

    @Test
    void whatNoTreeAsksForIsNotFound() {
        river.behind = RiverEndpointFixture.failing(
                new UnknownSubjectException("no tree has asked for river.a", "the nearest is river.b"));

        HttpResponse<String> answer = river.node().post("/river/a", "x");

        RiverEndpointFixture.assertRefused(answer, 404, "no tree has asked for river.a");
        assertThat(answer.body()).contains("the nearest is river.b");
    }

    @Test
    void aFailureThrownAtOnceIsUnderstoodToo() {
        river.behind = (subject, data, id) -> {
            throw new SidecarUnavailableException("not connected");
        };

        RiverEndpointFixture.assertRefused(river.node().post("/river/a", "x"), 503, "not connected");
    }

    @Test
    void anUnexpectedFailureIsNotShownOutside() {
        river.behind = (subject, data, id) -> CompletableFuture.failedFuture(new IllegalStateException("secret"));

        HttpResponse<String> answer = river.node().post("/river/a", "x");

        RiverEndpointFixture.assertRefused(answer, 500, "internal error");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatNeverComesLeavesTheOutcomeUnknown() {
        river.behind = (subject, data, id) -> new CompletableFuture<>();
        river.restart(TestHttpServer.with().patience(Duration.ofSeconds(20), Duration.ofMillis(100)));

        HttpResponse<String> answer = river.node().post("/river/a", "x");

        RiverEndpointFixture.assertRefused(answer, 503, "no answer");
        assertThat(TestHttpServer.json(answer).at("/hint").asString()).contains("may have been stored");
    }

    @Test
    void theStageOfTheIntakeIsLeftAloneWhenTheCallersTimeIsUp() {
        CompletableFuture<PublishReceipt> slow = new CompletableFuture<>();
        river.behind = (subject, data, id) -> slow;
        river.restart(TestHttpServer.with().patience(Duration.ofSeconds(20), Duration.ofMillis(100)));

        river.node().post("/river/a", "x");

        assertThat(slow).isNotDone();
    }

    @Test
    void manyLargeBodiesAtOnceAreRefusedForNow() {
        river.behind = (subject, data, id) -> new CompletableFuture<>();
        for (int i = 0; i < 16; i++) {
            river.node().sendLater(river.node().to("/river/a").POST(BodyPublishers.ofByteArray(new byte[1000])));
        }
        await().until(() -> river.taken.size() == 16);

        HttpResponse<String> answer = river.node().post("/river/a", "x");

        RiverEndpointFixture.assertRefused(answer, 503, "too many bytes are under way");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whatWasAnsweredIsUnderWayNoMore() {
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> answer = river.node().post("/river/a", "x".repeat(1000));

            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }
}
