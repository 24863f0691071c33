package com.nimsforest.node.adapters.nats.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/** Wraps the key forms of old tools (PKCS #1 and SEC 1) into the one that the JDK reads (PKCS #8). */
final class Pkcs8KeyConverter {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xA0;
    private static final byte[] VERSION = {INTEGER, 1, 0};
    // AlgorithmIdentifier { 1.2.840.113549.1.1.1 rsaEncryption, NULL }
    private static final byte[] RSA = {
        SEQUENCE, 13, 0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 0x05, 0
    };
    // 1.2.840.10045.2.1 ecPublicKey
    private static final byte[] EC = {0x06, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Pkcs8KeyConverter() {}

    static byte[] fromPkcs1(byte[] der) throws IOException {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, der));
    }

    static byte[] fromSec1(byte[] der) throws IOException, InvalidKeySpecException {
        byte[] algorithm = element(SEQUENCE, EC, curve(der));
        return element(SEQUENCE, VERSION, algorithm, element(OCTETS, der));
    }

    /** The curve is the content of the element with tag [0], after version and key. */
    private static byte[] curve(byte[] der) throws InvalidKeySpecException {
        int at = content(der, 0);
        while (at < der.length) {
            int inside = content(der, at);
            int end = inside + length(der, at);
            if ((der[at] & 0xFF) == CURVE) {
                return Arrays.copyOfRange(der, inside, end);
            }
            at = end;
        }
        throw new InvalidKeySpecException("the EC key does not name its curve");
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = length << 8 | der[at + 2 + i] & 0xFF;
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int size = content.size();
        if (size < 0x80) {
            element.write(size);
        } else if (size < 0x100) {
            element.write(new byte[] {(byte) 0x81, (byte) size});
        } else {
            element.write(new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size});
        }
        element.write(content.toByteArray());
        return element.toByteArray();
    }
}
