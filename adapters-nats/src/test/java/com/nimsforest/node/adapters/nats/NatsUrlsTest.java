package com.nimsforest.node.adapters.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsUrlsTest {
    @ParameterizedTest
    @CsvSource({
        "nats://localhost:4222, nats://localhost:4222",
        "localhost, nats://localhost:4222",
        "127.0.0.1:4333, nats://127.0.0.1:4333",
        "TLS://host, tls://host:4222",
        "nats://[::1]:4222, nats://[::1]:4222",
        "nats://me:secret@host:1, nats://me:secret@host:1"
    })
    void anAddressIsCompleted(String given, String parsed) {
        assertThat(NatsUrls.parse(given)).containsExactly(parsed);
    }

    @Test
    void severalAddressesKeepTheirOrder() {
        assertThat(NatsUrls.parse("nats://b:1, a:2")).containsExactly("nats://b:1", "nats://a:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "http://host:4222",
                "nats://",
                "nats://host:0",
                "nats://host:70000",
                "na ts://x",
                "nats://h:p"
            })
    void whatIsNoAddressIsRefusedWithWhatIsExpected(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsUrls.parse(given))
                .withMessageContaining("expected nats://host:port");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(NatsUrls.shown("nats://me:se@cret@host:4222,tls://token@other:1,plain:2"))
                .isEqualTo("nats://host:4222,tls://other:1,plain:2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsUrls.parse("ftp://me:secret@host"))
                .withMessageNotContaining("secret");
    }
}
