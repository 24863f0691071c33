package com.nimsforest.node.ports.contracts;

import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import java.util.List;

/**
 * What an implementer of any contract supplies besides the port. Its forest is connected when a test begins, gives
 * messages again after short delays (ten redeliveries within {@link ContractTimeouts#bound}), and waits for verdicts at most a few
 * seconds when a subscription is closed.
 */
public interface ForestContract {
    ContractTimeouts patience();

    DeadLetters deadLetters();

    /** Sends bytes as another client of the servers does, without headers; returns once the servers have them. */
    void putRaw(String subject, byte[] body);

    /** Cuts this node off from its sidecar; returns once the node has noticed. */
    void disconnect();

    /** Ends what {@link #disconnect} began; returns once the node is connected. */
    void restore();

    /** The largest message that the servers take, in bytes. */
    default int largestMessage() {
        return 1024 * 1024;
    }

    /** The dead letters whose subject holds the mark. */
    default List<DeadLetter> deadLettersOf(String mark) {
        return deadLetters().list(0, 100_000).stream()
                .filter(deadLetter -> deadLetter.subject().contains(mark))
                .toList();
    }
}
