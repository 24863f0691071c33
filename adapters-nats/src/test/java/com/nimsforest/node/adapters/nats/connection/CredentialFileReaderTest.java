package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFileReaderTest {
    private static final String JWT = "eyJ0eXAiOiJKV1QifQ.eyJqdGkiOiJYIn0.c2ln-_A";

    @TempDir
    private Path folder;

    private String seed = "";
    private String publicKey = "";

    @BeforeEach
    void makeAKey() throws Exception {
        NKey key = NKey.createUser(null);
        seed = new String(key.getSeed());
        publicKey = new String(key.getPublicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"as nsc writes it", "mark", "CRLF", "indented", "seed first", "without an end", "words around"})
    void credentialsAreReadAsEditorsLeaveThem(String form) throws IOException {
        String jwtPart = "-----BEGIN NATS USER JWT-----\n" + JWT + "\n------END NATS USER JWT------\n\n";
        String seedPart = "-----BEGIN USER NKEY SEED-----\n" + seed + "\n------END USER NKEY SEED------\n";
        String plain = jwtPart + "************************* IMPORTANT *************************\n" + seedPart;
        String text = switch (form) {
            case "mark" -> "\uFEFF" + plain;
            case "CRLF" -> plain.replace("\n", "\r\n");
            case "indented" -> plain.indent(4);
            case "seed first" -> seedPart + jwtPart;
            case "without an end" ->
                "-----BEGIN NATS USER JWT-----\n" + JWT + "\n-----BEGIN USER NKEY SEED-----\n" + seed + "\n";
            case "words around" -> "user: forest\n" + plain + "\nend\n";
            default -> plain;
        };

        AuthHandler read = CredentialFileReader.creds(Files.writeString(folder.resolve("a.creds"), text));

        assertThat(new String(read.getJWT())).isEqualTo(JWT);
        assertThat(new String(read.getID())).isEqualTo(publicKey);
        assertThat(read.sign("nonce".getBytes(StandardCharsets.UTF_8))).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s\n",
                "\uFEFF%s\r\n",
                "   %s  ",
                "# the node's\n%s\n",
                "-----BEGIN USER NKEY SEED-----\n%s\n------END USER NKEY SEED------\n"
            })
    void aSeedIsReadAsEditorsLeaveIt(String form) throws IOException {
        Path file = Files.writeString(folder.resolve("seed.nk"), form.replace("%s", seed));

        assertThat(new String(CredentialFileReader.nkey(file).getID())).isEqualTo(publicKey);
    }

    @Test
    void whateverIsWrongNamesTheFileAndNothingThatIsInIt() {
        Stream.of(
                        "",
                        "nonsense",
                        JWT,
                        "-----BEGIN NATS USER JWT-----\n" + JWT + "\n-----BEGIN USER NKEY SEED-----\nSUABC\n",
                        seed.substring(0, 30))
                .forEach(text -> {
                    assertThatIOException()
                            .isThrownBy(() -> CredentialFileReader.creds(file(text)))
                            .withMessageContaining("odd.creds")
                            .satisfies(failure -> assertThat(failure.getMessage())
                                    .doesNotContain("SUABC", JWT, seed.substring(0, 20)));
                    assertThatIOException()
                            .isThrownBy(() -> CredentialFileReader.nkey(file(text)))
                            .withMessageContaining("odd.creds");
                });
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("odd.creds"), ("\uFEFF" + seed).getBytes(StandardCharsets.UTF_16LE));

        assertThatIOException()
                .isThrownBy(() -> CredentialFileReader.creds(file))
                .withMessageContaining("odd.creds");
        assertThatIOException()
                .isThrownBy(() -> CredentialFileReader.nkey(file))
                .withMessageContaining("odd.creds");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("odd.creds"), text);
    }
}
