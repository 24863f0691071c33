package com.nimsforest.node.adapters.nats.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM form, with nothing but the JDK. */
final class PemFileReader {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private PemFileReader() {}

    static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        byte[] pem = withoutMark(Files.readAllBytes(file));
        List<Certificate> certificates = List.copyOf(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
        if (certificates.isEmpty()) {
            throw new IOException("no certificate in " + file);
        }
        return certificates;
    }

    /** Java takes a file that begins with a byte order mark for a binary one. */
    private static byte[] withoutMark(byte[] pem) {
        boolean marked = pem.length > MARK.length && Arrays.equals(pem, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(pem, MARK.length, pem.length) : pem;
    }

    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        if (pem.contains("ENCRYPTED")) {
            throw new IOException("the private key in " + file + " has a password, which cannot be given");
        }
        Matcher matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            throw new IOException("no private key in " + file);
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        byte[] pkcs8 = switch (matcher.group(1)) {
            case "RSA " -> Pkcs8KeyConverter.fromPkcs1(der);
            case "EC " -> Pkcs8KeyConverter.fromSec1(der);
            default -> der;
        };
        return key(pkcs8, file);
    }

    private static PrivateKey key(byte[] pkcs8, Path file) throws IOException, GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException ofAnotherKind) {
                continue;
            }
        }
        throw new IOException("the private key in " + file + " is neither RSA nor EC nor Ed25519");
    }
}
