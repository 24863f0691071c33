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

    private static final String COMMIT = "%040d";
    private static final String ISSUE = "{\"labels_url\":\"https://api.github.com/repos/o/r/issues/1/labels{/name}\","
            + "\"number\":%d,\"title\":\"a \\\"repository\\\":{\\\"full_name\\\":\\\"another/one\\\"}\"}";

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
        send(number, event(number));
    }

    /** Those that the plug-in does not count: of no repository, and of none of its kinds. */
    void sendOthers() {
        send(-1, "{\"zen\":\"Design for failure.\",\"hook_id\":1,\"hook\":{\"type\":\"Organization\"}}");
        send(-2, "{\"action\":\"labeled\",\"issue\":" + ISSUE.formatted(0) + "," + repositoryField(0) + "}");
        send(-3, "{\"action\":\"opened\",\"milestone\":{\"number\":1}," + repositoryField(0) + "}");
    }

    private void send(int number, String event) {
        for (int attempt = 0; ; attempt++) {
            int status = status(nodes.get(Math.floorMod(number + attempt, nodes.size())), number, event);
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

    /** As GitHub writes them: without blanks, with what a person wrote in between. */
    private String event(int number) {
        String repository = repositoryField(repository(number));
        String action = action(number);
        return action.equals("pushed")
                ? "{\"ref\":\"refs/heads/main\",\"before\":\"" + COMMIT.formatted(0) + "\",\"after\":\""
                        + COMMIT.formatted(number) + "\"," + repository + ",\"pusher\":{\"name\":\"octo\"}}"
                : "{\"action\":\"" + action + "\",\"issue\":" + ISSUE.formatted(number) + "," + repository + "}";
    }

    private static String repositoryField(int repository) {
        return "\"repository\":{\"id\":1,\"node_id\":\"R_1=\",\"name\":\"r." + repository
                + "-x_\",\"full_name\":\"Octo-Org/r." + repository
                + "-x_.\",\"private\":false,\"owner\":{\"login\":\"Octo-Org\"}}";
    }

    /** Of a repository whose name has all that GitHub allows. */
    String entity(int repository) {
        return "github/Octo-Org/r=" + repository + "-x_=";
    }

    private String action(int number) {
        return ACTIONS.get(number / repositories % ACTIONS.size());
    }

    int repository(int number) {
        return number % repositories;
    }

    /** What the state of a repository has to be after the events below that number. */
    String state(int repository, int events) {
        long[] counts = new long[3];
        String last = "";
        for (int number = repository; number < events; number += repositories) {
            int kind = List.of("pushed", "opened", "closed").indexOf(action(number));
            counts[kind]++;
            last = kind == 0 ? COMMIT.formatted(number) : String.valueOf(number);
        }
        return "{\"pushes\":" + counts[0] + ",\"opened\":" + counts[1] + ",\"closed\":" + counts[2] + ",\"last\":\""
                + last + "\"}";
    }
}
