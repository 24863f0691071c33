package com.nimsforest.node.bootstrap.faults;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What lies in the river when all is quiet. */
final class RiverMessageIds {
    private static final String RIVER = "RIVER";
    private static final int NO_MESSAGE_FOUND = 10037;

    private RiverMessageIds() {}

    /** The ids of all that the leader of the river holds. */
    static Set<String> ids(MeshMachine through) {
        try (Connection connection = Nats.connect(through.url())) {
            JetStreamManagement streams = connection.jetStreamManagement();
            StreamState state = streams.getStreamInfo(RIVER).getStreamState();
            Set<String> found = new HashSet<>();
            for (long sequence = state.getFirstSequence();
                    state.getMsgCount() > 0 && sequence <= state.getLastSequence();
                    sequence++) {
                add(streams, sequence, found);
            }
            return found;
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void add(JetStreamManagement streams, long sequence, Set<String> found)
            throws IOException, JetStreamApiException {
        try {
            MessageInfo message = streams.getMessage(RIVER, sequence);
            if (message.getHeaders() != null) {
                found.add(message.getHeaders().getLast("Nats-Msg-Id"));
            }
        } catch (JetStreamApiException refused) {
            if (refused.getApiErrorCode() != NO_MESSAGE_FOUND) {
                throw refused;
            }
        }
    }
}
