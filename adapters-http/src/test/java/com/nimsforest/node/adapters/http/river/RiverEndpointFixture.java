package com.nimsforest.node.adapters.http.river;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.failure.ForestException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node whose river is a list, and what its users see of it. */
final class RiverEndpointFixture implements AutoCloseable {
    record Taken(Subject subject, RawPayload data, Optional<MessageId> id) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    /** What is asked once a body was taken down. */
    volatile RiverIntake behind = (subject, data, id) -> stored(new PublishReceipt("RIVER", 7, false));

    private TestHttpServer node = start(TestHttpServer.with());

    TestHttpServer node() {
        return node;
    }

    void restart(TestHttpServer.Builder other) {
        node.close();
        node = start(other);
    }

    private TestHttpServer start(TestHttpServer.Builder builder) {
        return builder.intake((subject, data, id) -> {
                    taken.add(new Taken(subject, data, id));
                    return behind.take(subject, data, id);
                })
                .start();
    }

    static CompletionStage<PublishReceipt> stored(PublishReceipt receipt) {
        return CompletableFuture.completedFuture(receipt);
    }

    static RiverIntake failing(ForestException failure) {
        return (subject, data, id) -> CompletableFuture.failedFuture(failure);
    }

    static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(TestHttpServer.json(answer).propertyNames()).containsExactly("error", "hint");
        assertThat(TestHttpServer.json(answer).at("/error").asString()).contains(error);
    }

    @Override
    public void close() {
        node.close();
    }
}
