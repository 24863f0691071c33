package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForestRestoreTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aServerThatDoesNotAnswerInTimeIsAskedAgain() {
        ForestRestore.await(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new StorageUnavailableException("no answer in time");
            }
            return Optional.empty();
        });

        assertThat(asked).hasValue(2);
    }

    @Test
    void aRefusalIsNotAskedForAgain() {
        assertThatThrownBy(() -> ForestRestore.await(() -> {
                    asked.incrementAndGet();
                    throw new RejectedInputException("refused");
                }))
                .isInstanceOf(RejectedInputException.class);

        assertThat(asked).hasValue(1);
    }
}
