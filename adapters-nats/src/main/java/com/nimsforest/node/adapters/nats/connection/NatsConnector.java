package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.tls.TlsContextFactory;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Options.HostnameResolveMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/** Makes one client connection to the sidecar; reads the credentials and the files that they name each time. */
final class NatsConnector {
    // Three pings of 1.5 s, the first of which the client may leave out: a frozen server shows within 6 s and some.
    private static final Duration PING_INTERVAL = Duration.ofMillis(1500);
    private static final int MAX_PINGS_OUT = 3;
    private static final Duration REQUEST_CLEANUP = Duration.ofSeconds(1);
    private static final Duration QUEUE_PUSH_TIMEOUT = Duration.ofMillis(500);

    private final NatsSettings settings;

    private volatile boolean awaitsServer;

    NatsConnector(NatsSettings settings) {
        this.settings = settings;
    }

    /** Tries each address once. The signals tell why it failed; the exception of the client does not. */
    Connection open(ConnectionLossDetector signals) throws IOException, InterruptedException, GeneralSecurityException {
        NatsCredentials credentials = settings.credentials().get();
        List<String> servers = settings.servers();
        Options.Builder options = new Options.Builder()
                .servers(servers.toArray(String[]::new))
                .noRandomize()
                .connectionName(settings.connectionName())
                .inboxPrefix(settings.inboxPrefix())
                .connectionTimeout(settings.requestTimeout())
                .pingInterval(PING_INTERVAL)
                .maxPingsOut(MAX_PINGS_OUT)
                .requestCleanupInterval(REQUEST_CLEANUP)
                .writeQueuePushTimeout(QUEUE_PUSH_TIMEOUT)
                // The client sends what its queue held at the loss before all that we send again, and out of order. So
                // a connection is never revived: the queue goes with it, and the next one is made as the first was.
                .maxReconnects(0)
                .reconnectBufferSize(1)
                .ignoreDiscoveredServers()
                .dontForceFlushOnRequest()
                // Else a request that nobody heard and one that was cut off both end as cancelled.
                .reportNoResponders()
                .supportUTF8Subjects()
                .dataPortType(SanitizingDataPort.class.getName())
                .connectionListener(signals)
                .errorListener(signals);
        awaitsServer = secure(options, servers, credentials, settings.tlsFirst()) && !settings.tlsFirst();
        authenticate(options, credentials);
        return Nats.connect(options.build());
    }

    /** The cause of a failure, with the setting that the server may need. */
    String explained(String cause) {
        return awaitsServer ? ConnectionFailureText.beforeTls(cause) : cause;
    }

    /** Returns whether the connection is to have TLS. */
    private static boolean secure(
            Options.Builder options, List<String> servers, NatsCredentials credentials, boolean tlsFirst)
            throws IOException, GeneralSecurityException {
        boolean secureScheme =
                tlsFirst || servers.stream().anyMatch(server -> server.startsWith("tls:") || server.startsWith("wss:"));
        boolean secured = secureScheme || credentials.wantTls();
        if (secured) {
            options.sslContext(TlsContextFactory.of(credentials.ca(), credentials.cert(), credentials.key()));
            if (tlsFirst) {
                options.tlsFirst();
            }
            // Keeps the host's name, which the certificate is checked against; the other modes pass its address on.
            options.hostnameResolveMode(HostnameResolveMode.HappyEyeballs);
        } else {
            options.hostnameResolveMode(HostnameResolveMode.ResolveToAllIncludeIPV6);
        }
        return secured;
    }

    private static void authenticate(Options.Builder options, NatsCredentials credentials) throws IOException {
        if (credentials.creds().isPresent()) {
            options.authHandler(CredentialFileReader.creds(credentials.creds().get()));
        } else if (credentials.nkey().isPresent()) {
            options.authHandler(CredentialFileReader.nkey(credentials.nkey().get()));
        } else if (credentials.user().isPresent() && credentials.password().isPresent()) {
            options.userInfo(credentials.user().get(), credentials.password().get());
        } else {
            credentials.token().or(credentials::user).ifPresent(token -> options.token(token.toCharArray()));
        }
    }
}
