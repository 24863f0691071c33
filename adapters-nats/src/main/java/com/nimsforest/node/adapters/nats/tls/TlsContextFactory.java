package com.nimsforest.node.adapters.nats.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context from PEM files, with a check of the server's name, which the client leaves out. */
public final class TlsContextFactory {
    private static final char[] NO_PASSWORD = new char[0];

    private TlsContextFactory() {}

    /** @throws IOException when a file cannot be read, with its name */
    public static SSLContext of(Optional<Path> ca, Optional<Path> cert, Optional<Path> key)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(cert, key), trust(ca), null);
        return context;
    }

    private static KeyManager @Nullable [] keys(Optional<Path> cert, Optional<Path> key)
            throws IOException, GeneralSecurityException {
        if (cert.isEmpty() || key.isEmpty()) {
            return null;
        }
        Path certFile = cert.get();
        KeyStore store = emptyStore();
        Certificate[] chain = PemFileReader.certificates(certFile).toArray(Certificate[]::new);
        store.setKeyEntry("node", PemFileReader.privateKey(key.get()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(Optional<Path> ca) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(ca.isPresent() ? store(ca.get()) : null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new TrustManager[] {new HostnameVerifyingTrust(extended)};
            }
        }
        throw new GeneralSecurityException("this Java runtime has no trust manager for certificates");
    }

    private static KeyStore store(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        List<Certificate> certificates = PemFileReader.certificates(caFile);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
