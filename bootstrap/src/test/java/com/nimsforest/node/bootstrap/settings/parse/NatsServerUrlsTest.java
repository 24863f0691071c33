package com.nimsforest.node.bootstrap.settings.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsServerUrlsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nats://localhost:4222 | nats://localhost:4222",
                "localhost | nats://localhost:4222",
                "127.0.0.1:4333 | nats://127.0.0.1:4333",
                "tls://nats.example.com | tls://nats.example.com:4222",
                "ws://h:8080/ | ws://h:8080",
                "nats://[::1]:4222 | nats://[::1]:4222",
                "nats://a:1, b:2 | nats://a:1,nats://b:2",
                "nats://joe:secret@h:4222 | nats://h:4222",
                "NATS://H:4222 | nats://H:4222",
                "Tls://h | tls://h:4222",
                "nats://joe:a%2Cb@h:4222 | nats://h:4222"
            })
    void everyFormOfAnAddressIsRead(String text, String plain) {
        NatsServerUrls url = NatsServerUrls.read(text);

        assertThat(url.plain()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nats://",
                "http://localhost:4222",
                "nats://h:0",
                "nats://h:65536",
                "nats://h:x",
                "nats://h h:1",
                "nats://h:4222/path",
                "nats://h:4222?x=1",
                "nats://h:4222,",
                "nats://h;rm:1",
                "nats://h:-1"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NatsServerUrls.read(text));
    }

    @Test
    void aLoginIsTakenOutOfTheAddress() {
        NatsServerUrls url = NatsServerUrls.read("nats://joe:p%40ss+word@h:4222");

        assertThat(url.user()).contains("joe");
        assertThat(url.password()).contains("p@ss+word");
        assertThat(url.token()).isEmpty();
        assertThat(url.plain()).isEqualTo("nats://h:4222");
    }

    @Test
    void aNameAloneIsAToken() {
        NatsServerUrls url = NatsServerUrls.read("nats://t0ken@h:4222");

        assertThat(url.token()).contains("t0ken");
        assertThat(url.user()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nats://h:4222 | nats://h:4222",
                "nats://joe:secret@h:4222 | nats://joe:***@h:4222",
                "nats://secret@h:4222 | nats://***@h:4222",
                "joe:secret@h | joe:***@h",
                "nats://a:secret@h:1,nats://b:secret@h:2 | nats://a:***@h:1,nats://b:***@h:2",
                "nats://a:sec@ret@h:99999 | nats://a:***@h:99999",
                "nats://app:sec,ret@127.0.0.1:4222 | nats://app:***@127.0.0.1:4222",
                "nats://sec,ret@h:1 | nats://***@h:1",
                "nats://h:1,nats://sec,ret@h:1 | nats://h:1,nats://***@h:1",
                "nats://a:sec,nats://ret@h:1 | nats://***,nats://***@h:1",
                "nats://a:sec/ret@h:1 | nats://a:***@h:1",
                "nats://h:1?token=secret | nats://h:1?***"
            })
    void secretsAreMaskedInValidAndInvalidAddresses(String text, String masked) {
        assertThat(NatsServerUrls.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nats://nats_server:4222 | the host nats_server has an underscore",
                "nats://joe:secret@nats_server:4222 | the host nats_server has an underscore",
                "nats://h:4222, | a comma too many",
                "nats://app:sec,ret@h:4222 | a comma is written %2C",
                "nats://sec,ret@h:4222 | a comma is written %2C",
                "'\"nats://h:4222\"' | the quotes around the value are part of it"
            })
    void whatIsWrongIsNamedWithoutTheSecret(String text, String reason) {
        assertThat(SettingParsers.natsUrl().objection(text)).contains(reason).doesNotContain("sec", "ret");
    }
}
