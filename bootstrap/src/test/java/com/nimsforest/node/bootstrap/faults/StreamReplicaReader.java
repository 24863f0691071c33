package com.nimsforest.node.bootstrap.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a machine holds of each stream. */
final class StreamReplicaReader {
    private static final Pattern STATE = Pattern.compile(
            "\"name\":\\s*\"(RIVER|HUMUS|LEAVES|KV_SOIL|DEADLETTER|KV_NIMSFOREST)\".*?\"state\":\\s*\\{\\s*\"messages\":\\s*(\\d+)"
                    + ".*?\"first_seq\":\\s*(\\d+).*?\"last_seq\":\\s*(\\d+)",
            Pattern.DOTALL);

    private StreamReplicaReader() {}

    /** Each stream with first, last and count, by name. */
    static List<String> of(MeshMachine machine) {
        Matcher state = STATE.matcher(machine.ask("/jsz?streams=true"));
        List<String> held = new ArrayList<>();
        while (state.find()) {
            held.add(state.group(1) + " " + held(state.group(2), state.group(3), state.group(4)));
        }
        return held.stream().sorted().toList();
    }

    /** Where an empty stream begins says nothing, and servers tell it in two ways. */
    private static String held(String messages, String first, String last) {
        return messages + " " + (messages.equals("0") ? "" : first) + ".." + last;
    }
}
