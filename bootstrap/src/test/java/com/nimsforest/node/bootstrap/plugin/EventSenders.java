package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.NodeProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Eight senders of GitHub events. Each has repositories of its own and sends the next event when the one before was
 * answered, to one node after another, so that the order of each repository's events is certain.
 */
final class EventSenders {
    private static final int SENDERS = 8;
    private static final List<String> ACTIONS = List.of("pushed", "opened", "closed", "pushed");

    private final List<NodeProcess> nodes;
    private final int repositories;

    EventSenders(List<NodeProcess> nodes, int repositories) {
        this.nodes = nodes;
        this.repositories = repositories;
    }

    /** Sends the events with these numbers, and returns when each was taken. */
    void send(int from, int to) {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int mine = sender;
                sending.add(CompletableFuture.runAsync(() -> sendOf(mine, from, to), threads));
            }
            sending.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private void sendOf(int sender, int from, int to) {
        for (int number = from; number < to; number++) {
            if (repository(number) % SENDERS == sender) {
                send(number);
            }
        }
    }

    private void send(int number) {
        String event = "{\"id\":\"" + number + "\",\"repository\":\"r" + repository(number) + "\",\"action\":\""
                + ACTIONS.get(number / repositories % ACTIONS.size()) + "\"}";
        for (int attempt = 0; ; attempt++) {
            int status = status(nodes.get((number + attempt) % nodes.size()), number, event);
            if (status == 200 || status == 201) {
                return;
            }
            assertThat(attempt).as("attempts to send " + event).isLessThan(1000);
        }
    }

    /** 503 when there is no answer. */
    private static int status(NodeProcess node, int number, String event) {
        try {
            return node.post("/river/github.events", event, "github-" + number).statusCode();
        } catch (RuntimeException noAnswer) {
            return 503;
        }
    }

    int repository(int number) {
        return number % repositories;
    }

    /** What the state of a repository has to be after the events below that number. */
    String state(int repository, int events) {
        long[] counts = new long[3];
        int last = -1;
        for (int number = repository; number < events; number += repositories) {
            counts[
                    List.of("pushed", "opened", "closed")
                            .indexOf(ACTIONS.get(number / repositories % ACTIONS.size()))]++;
            last = number;
        }
        return "{\"pushes\":" + counts[0] + ",\"opened\":" + counts[1] + ",\"closed\":" + counts[2]
                + ",\"lastEvent\":\"" + last + "\"}";
    }
}
