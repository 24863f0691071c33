package com.nimsforest.node.bootstrap.settings.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By which names and addresses a machine is known: whether a canonical host is that machine. */
public final class MachineHosts implements Predicate<String> {
    private static final int DNS_SECONDS = 2;
    private static final int ANY_PORT = 9;

    private final Set<String> hosts;
    private final boolean asksDns;

    private MachineHosts(Set<String> hosts, boolean asksDns) {
        this.hosts = Set.copyOf(hosts);
        this.asksDns = asksDns;
    }

    /** This machine, which is also called by the name of its node; a name that is not known is asked of DNS, for 2 s. */
    public static MachineHosts ofMachine(String nodeName) {
        Set<String> hosts =
                new HashSet<>(canonical(Stream.concat(Stream.of(nodeName), DefaultNodeName.hostName().stream())));
        try {
            hosts.addAll(NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .flatMap(MachineHosts::text)
                    .collect(Collectors.toSet()));
        } catch (SocketException unknown) {
            // Then the names of the machine have to do.
        }
        return new MachineHosts(hosts, true);
    }

    /** The machine with this address; a name is asked of DNS, for 2 s. */
    public static MachineHosts at(String address) {
        return new MachineHosts(canonical(Stream.of(address)), true);
    }

    /** The address of this machine from which it reaches the other one; nothing is sent. Empty when it does not know that host. */
    public static Optional<String> ownTowards(String host) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, ANY_PORT));
            return text(socket.getLocalAddress()).findFirst();
        } catch (IOException | UncheckedIOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** A machine with these names and addresses, whatever DNS says. */
    static MachineHosts known(Stream<String> hosts) {
        return new MachineHosts(canonical(hosts), false);
    }

    @Override
    public boolean test(String host) {
        return host.startsWith("127.")
                || host.equals("localhost")
                || host.equals("0:0:0:0:0:0:0:1")
                || hosts.contains(host)
                || (asksDns && resolved(host).stream().anyMatch(hosts::contains));
    }

    private static Set<String> canonical(Stream<String> hosts) {
        return hosts.flatMap(host -> CanonicalHost.of(host).stream()).collect(Collectors.toSet());
    }

    private static Stream<String> text(InetAddress address) {
        return CanonicalHost.of(address.getHostAddress().replaceFirst("%.*", "")).stream();
    }

    /** On a thread of its own: Java waits for a name server as long as the system does. */
    private static Set<String> resolved(String host) {
        FutureTask<InetAddress[]> question = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread asker = new Thread(question, "dns");
        asker.setDaemon(true);
        asker.start();
        try {
            return Stream.of(question.get(DNS_SECONDS, TimeUnit.SECONDS))
                    .flatMap(MachineHosts::text)
                    .collect(Collectors.toSet());
        } catch (ExecutionException | TimeoutException unknown) {
            return Set.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
