package com.nimsforest.node.bootstrap.settings.parse;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the route addresses of a mesh, host:port or [v6]:port with commas between them, by the grammar of
 * {@code ops/test/cluster-peers.cases}, which the scripts follow too.
 */
public final class PeerAddressParser {
    private static final int LONGEST = 4096;
    private static final Pattern PEER = Pattern.compile("(?:\\[([^\\[\\]]*:[^\\[\\]]*)\\]|([^:]*)):([1-9][0-9]{0,4})");
    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]+|[ \\t]+$");

    private PeerAddressParser() {}

    /** The peers in canonical form, each once; an IllegalArgumentException when one of them is malformed. */
    static List<String> read(String text) {
        if (text.length() > LONGEST) {
            throw new MalformedValueException("it is longer than " + LONGEST + " characters");
        }
        return withoutBlanks(text).isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1))
                        .map(PeerAddressParser::canonical)
                        .distinct()
                        .toList();
    }

    /** One peer in canonical form; an IllegalArgumentException when it is malformed, or several. */
    public static String one(String text) {
        List<String> read = read(text);
        if (read.size() != 1) {
            throw new MalformedValueException("these are " + read.size());
        }
        return read.get(0);
    }

    /**
     * The peers that are other servers than this machine's own, so that one list serves all machines.
     *
     * @param peers in canonical form
     * @param routePort where the server of this machine takes routes
     * @param isOwnHost whether a canonical host without brackets is this machine
     */
    public static List<String> others(List<String> peers, int routePort, Predicate<String> isOwnHost) {
        String ownPort = ":" + routePort;
        return peers.stream()
                .filter(peer -> !peer.endsWith(ownPort)
                        || !isOwnHost.test(peer.substring(0, peer.length() - ownPort.length())
                                .replaceAll("[\\[\\]]", "")))
                .toList();
    }

    private static String canonical(String written) {
        String peer = withoutBlanks(written);
        if (peer.isEmpty()) {
            throw new MalformedValueException("there is an empty peer");
        }
        Matcher form = PEER.matcher(peer);
        if (!form.matches()) {
            throw new IllegalArgumentException("not host:port");
        }
        int port = SettingParsers.between(1, 65_535, form.group(3));
        boolean bracketed = form.group(1) != null;
        String host = CanonicalHost.of(form.group(bracketed ? 1 : 2))
                .orElseThrow(() -> new IllegalArgumentException("not a host"));
        return (bracketed ? "[" + host + "]" : host) + ":" + port;
    }

    private static String withoutBlanks(String text) {
        return BLANKS_AROUND.matcher(text).replaceAll("");
    }
}
