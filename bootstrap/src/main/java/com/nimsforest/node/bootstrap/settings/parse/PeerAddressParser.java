package com.nimsforest.node.bootstrap.settings.parse;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the route addresses of the other machines: host:port or [v6]:port, with commas or white space between them. */
public final class PeerAddressParser {
    private static final Pattern PEER =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");

    private PeerAddressParser() {}

    static List<String> read(String text) {
        List<String> peers = Arrays.stream(text.split("[,\\s]+"))
                .filter(peer -> !peer.isEmpty())
                .distinct()
                .toList();
        peers.forEach(PeerAddressParser::check);
        return peers;
    }

    /** Those that are not this machine, which a list for all machines names too. */
    public static List<String> others(List<String> peers, String nodeName) {
        return peers.stream()
                .filter(peer -> !peer.substring(0, peer.lastIndexOf(':')).equalsIgnoreCase(nodeName))
                .toList();
    }

    private static void check(String peer) {
        Matcher form = PEER.matcher(peer);
        if (!form.matches()) {
            throw new IllegalArgumentException("not host:port");
        }
        SettingParsers.between(1, 65_535, form.group(1));
    }
}
