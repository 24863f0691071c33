package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerSettingsTest {
    @Test
    void theTokenIsNeverShown() {
        HttpServerSettings settings = new HttpServerSettings("127.0.0.1", 8080, Optional.of("open-sesame"), 1000);

        assertThat(settings.toString()).contains("127.0.0.1", "8080").doesNotContain("sesame");
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new HttpServerSettings("127.0.0.1", 65536, Optional.empty(), 1000))
                .hasMessage("port must be 0 to 65535: 65536");
    }

    @Test
    void aBlankTokenIsRefusedSinceItWouldLetEverybodyPass() {
        assertThatThrownBy(() -> new HttpServerSettings("127.0.0.1", 8080, Optional.of(" "), 1000))
                .hasMessage("token is blank");
    }

    @Test
    void anAddressOfTheNewProtocolIsShownInBrackets() {
        assertThat(new HttpServerSettings("::1", 0, Optional.empty(), 1000).address(8080))
                .isEqualTo("[::1]:8080");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.8.8.8,true", "::1,true", "localhost,true", "0.0.0.0,false", "::,false"})
    void onlyThisMachineReachesALoopbackAddress(String host, boolean local) {
        assertThat(new HttpServerSettings(host, 0, Optional.empty(), 1000).isLocal())
                .isEqualTo(local);
    }
}
