package com.nimsforest.node.adapters.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.io.EndPoint;

/**
 * Who a connection comes from, for bounds that hold for one caller: an IPv4 address, or the first half of an IPv6 address, since a
 * machine has as many of the other halves as it likes.
 */
record ClientAddress(String bytes) {
    private static final int HALF = 8;

    static ClientAddress of(EndPoint endPoint) {
        SocketAddress remote = endPoint.getRemoteSocketAddress();
        return remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? of(socket.getAddress())
                : new ClientAddress(String.valueOf(remote));
    }

    static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean loopback = address.isLoopbackAddress();
        byte[] counted = bytes.length > HALF && !loopback ? Arrays.copyOf(bytes, HALF) : bytes;
        return new ClientAddress(HexFormat.of().formatHex(counted));
    }
}
