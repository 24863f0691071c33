package com.nimsforest.node.adapters.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.adapters.http.SampleHealthReports;
import com.nimsforest.node.adapters.http.TestHttpServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several tokens, each with its rights, and what becomes of wrong ones. */
class AccessTokensTest {
    private static final AccessTokens TOKENS =
            new AccessTokens(Optional.of("operator"), Set.of("sender", "next-sender"), Set.of("reader"));

    private final TestHttpServer node = TestHttpServer.with()
            .health(SampleHealthReports::disconnected)
            .tokens(TOKENS)
            .start();

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "operator,201,200",
        "sender,201,403",
        "next-sender,201,403",
        "reader,403,200",
        "operators,401,401",
        "op,401,401"
    })
    void aTokenIsGoodForItsRights(String token, int post, int read) {
        String bearer = "Bearer " + token;

        assertThat(node.post("/river/a", "x", "Authorization", bearer).statusCode())
                .isEqualTo(post);
        for (String path : List.of("/status", "/metrics")) {
            assertThat(node.get(path, "Authorization", bearer).statusCode())
                    .as(path)
                    .isEqualTo(read);
        }
        assertThat(node.get("/readyz", "Authorization", bearer).body().contains("the server went away"))
                .isEqualTo(read == 200);
    }

    @Test
    void aMissingRightIsNamed() {
        HttpResponse<String> refused = node.post("/river/a", "x", "Authorization", "Bearer reader");

        assertThat(refused.body()).contains("not one to post with", "NIMSFOREST_HTTP_POST_TOKEN");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"nimsforest\", error=\"insufficient_scope\", scope=\"post\"");
    }

    @Test
    void wrongTokensAreSlowedDownAndCountedAndRightOnesAreNot() {
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            guesses.add(node.sendLater(node.to("/status").header("Authorization", "Bearer guess" + i)));
        }
        assertThat(node.get("/status", "Authorization", "Bearer operator").statusCode())
                .isEqualTo(200);
        assertThat(guesses).anyMatch(guess -> !guess.isDone());

        assertThat(guesses).allMatch(guess -> guess.join().statusCode() == 401);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(3000));
        assertThat(node.get("/metrics", "Authorization", "Bearer operator").body())
                .contains("nimsforest_http_wrong_tokens_total 6.0");
    }

    @Test
    void aProbeAnswersAtOnceAndLooksAtNoFurtherGuess() {
        assertThat(node.get("/readyz", "Authorization", "Bearer guess").body()).isEqualTo("not ready\n");
        assertThat(node.get("/readyz", "Authorization", "Bearer guess").body()).isEqualTo("not ready\n");

        assertThat(node.get("/metrics", "Authorization", "Bearer operator").body())
                .contains("nimsforest_http_wrong_tokens_total 1.0");
    }

    @Test
    void aBlankTokenIsRefusedSinceItWouldLetEverybodyPass() {
        assertThatThrownBy(() -> new AccessTokens(Optional.empty(), Set.of("a", " "), Set.of()))
                .hasMessage("token is blank");
    }

    @Test
    void noTokenIsShown() {
        assertThat(TOKENS.toString()).isEqualTo("***");
    }
}
