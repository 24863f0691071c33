package com.nimsforest.node.adapters.nats.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileReaderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyInTheCommonFormIsRead(String algorithm) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();

        Path file = pem("PRIVATE KEY", pair.getPrivate().getEncoded());

        assertThat(PemFileReader.privateKey(file)).isEqualTo(pair.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "a comment\r\n"})
    void aByteOrderMarkAndOtherLineEndsDoNotMatter(String before) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Path file = pem("PRIVATE KEY", pair.getPrivate().getEncoded());

        Files.writeString(file, before + Files.readString(file).replace("\n", "\r\n"));

        assertThat(PemFileReader.privateKey(file)).isEqualTo(pair.getPrivate());
    }

    @Test
    void anRsaKeyInTheOldFormIsRead() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        Path file = pem("RSA PRIVATE KEY", pkcs1);

        assertThat(PemFileReader.privateKey(file)).isEqualTo(pair.getPrivate());
    }

    @Test
    void anEcKeyInTheOldFormIsReadBehindItsParameters() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPrivateKey secret = (ECPrivateKey) generator.generateKeyPair().getPrivate();

        Path file = pem("EC PRIVATE KEY", sec1(secret));
        Files.writeString(
                file,
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + Files.readString(file));

        assertThat((ECPrivateKey) PemFileReader.privateKey(file))
                .extracting(ECPrivateKey::getS, key -> key.getParams().getCurve())
                .containsExactly(secret.getS(), secret.getParams().getCurve());
    }

    @Test
    void whatIsNoKeyIsSaidWithItsFile() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "nothing here");
        Path locked = Files.writeString(
                folder.resolve("locked.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END");
        Path broken = pem("PRIVATE KEY", new byte[] {1, 2, 3});

        assertThatIOException().isThrownBy(() -> PemFileReader.privateKey(none)).withMessageContaining("none.pem");
        assertThatIOException()
                .isThrownBy(() -> PemFileReader.privateKey(locked))
                .withMessageContaining("has a password");
        assertThatIOException()
                .isThrownBy(() -> PemFileReader.privateKey(broken))
                .withMessageContaining("neither RSA");
    }

    /** SEQUENCE { INTEGER 1, OCTET STRING secret, [0] { OID secp256r1 } } */
    private static byte[] sec1(ECPrivateKey key) {
        String secret = String.format("%064x", key.getS());
        return HexFormat.of().parseHex("3031" + "020101" + "0420" + secret + "a00a" + "06082a8648ce3d030107");
    }

    private Path pem(String kind, byte[] der) throws IOException {
        return Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }
}
