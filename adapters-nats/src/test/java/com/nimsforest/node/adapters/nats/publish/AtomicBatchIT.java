package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes out in atomic batches is stored once and in order, as what goes out one by one, on a server that knows batches. */
@Timeout(90)
class AtomicBatchIT extends OnStreamPublisher {
    @Override
    NatsServer startServer() {
        return NatsServer.startNewestSyncingAlways();
    }

    @BeforeEach
    void allow() throws Exception {
        create(stream("HUMUS", "humus.>").allowAtomicPublish().build());
        publisher.allowBatches("HUMUS", true);
    }

    @Test
    void manyAtOnceAreStoredInBatchesAndEachHasItsPlace() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = publish(0, 2000);

        assertAllStored(stored);
        assertThat(content("HUMUS")).containsExactlyElementsOf(names(2000));
        assertThat(stored.stream().map(receipt -> receipt.join().sequence()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2000).mapToObj(Long::valueOf).toList());
        assertThat(inBatches()).isGreaterThan(1000);
    }

    @Test
    void oneByOneNoneIsInABatch() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(publish("humus.a", Integer.toString(i), BUDGET)).succeedsWithin(SOON);
        }

        assertThat(inBatches()).isZero();
    }

    @Test
    void aStreamThatTakesNoneRefusesThemAndEachGoesAlone() throws Exception {
        publisher.allowBatches("RIVER", true);

        List<CompletableFuture<PublishReceipt>> stored = IntStream.range(0, 500)
                .mapToObj(i -> publish("river.a", Integer.toString(i), BUDGET))
                .toList();

        assertAllStored(stored);
        assertThat(content("RIVER")).containsExactlyElementsOf(names(500));
    }

    @Test
    void oneThatIsStoredAlreadySendsItsWholeBatchOneByOne() throws Exception {
        assertThat(publish("humus.a", "400", BUDGET)).succeedsWithin(SOON);

        List<CompletableFuture<PublishReceipt>> stored = publish(0, 500);

        assertAllStored(stored);
        assertThat(stored.get(400).join()).isEqualTo(new PublishReceipt("HUMUS", 1, true));
        assertThat(content("HUMUS"))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("400"), names(500).stream().filter(name -> !name.equals("400")))
                                .toList());
    }

    @Test
    void theSameIdTwiceInWhatWaitsIsStoredOnce() throws Exception {
        List<CompletableFuture<PublishReceipt>> first = publish(0, 300);
        List<CompletableFuture<PublishReceipt>> second = publish(200, 300);

        assertAllStored(first);
        assertAllStored(second);
        assertThat(second.stream().allMatch(receipt -> receipt.join().duplicate()))
                .isTrue();
        assertThat(content("HUMUS")).containsExactlyElementsOf(names(300));
    }

    @Test
    void aFullStreamTakesWhatFitsAndSaysAtOnceOfTheRestThatItIsNotStored() throws Exception {
        sidecar.require().jetStreamManagement().deleteStream("HUMUS");
        create(stream("HUMUS", "humus.>")
                .allowAtomicPublish()
                .maxMessages(100)
                .discardPolicy(DiscardPolicy.New)
                .build());

        List<CompletableFuture<PublishReceipt>> all = publish(0, 300);

        assertAllStored(all.subList(0, 100));
        all.subList(100, 300)
                .forEach(refused -> assertThat(refused)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withCauseInstanceOf(StorageUnavailableException.class)
                        .withMessageContaining("maximum messages exceeded"));
        assertThat(content("HUMUS")).containsExactlyElementsOf(names(100));
    }

    @Test
    void aRestartInTheMiddleLeavesEachStoredOnceAndInOrder() throws Exception {
        List<CompletableFuture<PublishReceipt>> stored = new ArrayList<>(publish(0, 3000));
        CompletableFuture<Void> restart = stored.get(1000).thenRunAsync(server::restart, threads.workers);
        stored.addAll(publish(3000, 6000));

        assertThat(restart).succeedsWithin(BUDGET);
        assertAllStored(stored);
        assertThat(content("HUMUS")).containsExactlyElementsOf(names(6000));
        assertThat(inBatches()).isGreaterThan(1000);
    }

    /** The server takes up what was sent to it while it stood still, after the node has given up to wait for its answers. */
    @Test
    void answersThatComeTooLateStoreNothingTwice() throws Exception {
        assertAllStored(publish(0, 300));
        server.freeze();
        List<CompletableFuture<PublishReceipt>> stored = publish(300, 1000);
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> stored.stream().noneMatch(CompletableFuture::isDone));

        server.thaw();

        assertAllStored(stored);
        assertThat(content("HUMUS")).containsExactlyElementsOf(names(1000));
    }

    private List<CompletableFuture<PublishReceipt>> publish(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> publish("humus.a", Integer.toString(i), BUDGET))
                .toList();
    }

    private static void assertAllStored(List<CompletableFuture<PublishReceipt>> stored) {
        assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                .succeedsWithin(BUDGET);
    }

    private long inBatches() throws Exception {
        JetStreamManagement management = sidecar.require().jetStreamManagement();
        long last = management.getStreamInfo("HUMUS").getStreamState().getLastSequence();
        long found = 0;
        for (long sequence = 1; sequence <= last; sequence++) {
            if (management.getMessage("HUMUS", sequence).getHeaders().containsKey("Nats-Batch-Id")) {
                found++;
            }
        }
        return found;
    }
}
