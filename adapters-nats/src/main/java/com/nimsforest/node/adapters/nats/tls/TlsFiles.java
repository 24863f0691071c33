package com.nimsforest.node.adapters.nats.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Looks into certificates and keys in PEM form before they are used. All methods read the files; any thread. */
public final class TlsFiles {
    private static final byte[] SAMPLE = {1, 2, 3};

    private TlsFiles() {}

    /**
     * When the first certificate in the file ends.
     *
     * @throws IOException when there is none that can be read; the message says so
     */
    public static Instant firstEnd(Path file) throws IOException {
        return certificates(file).stream()
                .filter(X509Certificate.class::isInstance)
                .map(certificate ->
                        ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IOException("no certificate in " + file));
    }

    /**
     * Whether the key is that of the first certificate.
     *
     * @throws IOException when one of them cannot be read; the message says so
     */
    public static boolean match(Path certificate, Path key) throws IOException {
        PublicKey shown = certificates(certificate).get(0).getPublicKey();
        try {
            PrivateKey held = PemFileReader.privateKey(requireNonNull(key, "key"));
            return held.getAlgorithm().equals(shown.getAlgorithm()) && verifies(held, shown);
        } catch (GeneralSecurityException | IllegalArgumentException odd) {
            throw new IOException("no private key in " + key + " that can be read", odd);
        }
    }

    private static boolean verifies(PrivateKey held, PublicKey shown) throws GeneralSecurityException {
        String algorithm = switch (held.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> held.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(held);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static List<Certificate> certificates(Path file) throws IOException {
        try {
            return PemFileReader.certificates(requireNonNull(file, "file"));
        } catch (GeneralSecurityException odd) {
            throw new IOException("no certificate in " + file + " that can be read", odd);
        }
    }
}
