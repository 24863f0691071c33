package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.api.ServerInfo;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the servers that lead the streams of a backup, which may differ during an upgrade. For one thread. */
final class ServerVersionRange {
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6}).*");
    /** From here on snapshots have a format of their own: {@code RestoreStreamV2} in nats-server. */
    private static final String NEW_SNAPSHOTS = "2.15.0";

    private static final Comparator<String> ORDER = Comparator.comparingLong(ServerVersionRange::rank);

    private String newest = "";

    /** @param info of a stream, in whose metadata the server that answers tells its version */
    void add(StreamInfo info) {
        String version = info.config().path("metadata").path("_nats.ver").asString("");
        newest = ORDER.compare(version, newest) > 0 ? version : newest;
    }

    String newest() {
        return newest;
    }

    /** Refuses a server that is too old for the snapshots of a backup. */
    static void requireReadable(String madeBy, ServerInfo server) {
        if (rank(madeBy) >= rank(NEW_SNAPSHOTS) && !server.isSameOrNewerThanVersion(NEW_SNAPSHOTS)) {
            throw new RejectedInputException("the backup was made by nats-server " + madeBy
                    + ", whose snapshots servers before 2.15 cannot read; here is " + server.getVersion()
                    + ": upgrade it first");
        }
    }

    private static long rank(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches()
                ? number(numbers, 1) * 1_000_000_000_000L + number(numbers, 2) * 1_000_000L + number(numbers, 3)
                : -1;
    }

    private static long number(Matcher numbers, int group) {
        return Long.parseLong(numbers.group(group));
    }
}
