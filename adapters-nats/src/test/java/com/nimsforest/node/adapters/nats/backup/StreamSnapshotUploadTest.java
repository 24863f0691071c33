package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSnapshotUploadTest {
    private static final String TARGET = "$JS.SNAPSHOT.RESTORE.RIVER.x";

    private final Connection connection = mock(Connection.class);
    private final JetStreamApi api = new JetStreamApi(() -> connection, Duration.ofSeconds(2));
    private final List<String> chunks = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void theServerNamesASubject() throws IOException {
        Files.writeString(snapshot(), "snapshot");
        answer("$JS.API.STREAM.RESTORE.RIVER", message("{\"deliver_subject\":\"" + TARGET + "\"}"));
    }

    @Test
    void aChunkThatMeetsNoRespondersIsSentAgain() {
        when(connection.requestWithTimeout(eq(TARGET), any(), any(), any())).thenAnswer(call -> {
            chunks.add(new String(call.getArgument(2, byte[].class), StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(chunks.size() <= 2 ? noResponders() : message(""));
        });

        upload();

        assertThat(chunks).containsExactly("snapshot", "snapshot", "snapshot", "");
    }

    @Test
    void aChunkThatTheServerRefusesIsNot() {
        when(connection.requestWithTimeout(eq(TARGET), any(), any(), any())).thenAnswer(call -> {
            chunks.add("refused");
            return CompletableFuture.completedFuture(message("{\"error\":{\"description\":\"no room\"}}"));
        });

        assertThatThrownBy(this::upload)
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("no room");
        assertThat(chunks).hasSize(1);
    }

    private void upload() {
        new StreamSnapshotUpload(api, "RIVER").from(snapshot(), JetStreamApi.object(), sent -> {});
    }

    private Path snapshot() {
        return folder.resolve("stream.tar.s2");
    }

    private void answer(String subject, Message reply) {
        when(connection.requestWithTimeout(eq(subject), any(), any(), any()))
                .thenReturn(CompletableFuture.completedFuture(reply));
    }

    private static Message message(String text) {
        Message message = mock(Message.class);
        when(message.getData()).thenReturn(text.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private static Message noResponders() {
        Message message = mock(Message.class);
        when(message.isStatusMessage()).thenReturn(true);
        return message;
    }
}
