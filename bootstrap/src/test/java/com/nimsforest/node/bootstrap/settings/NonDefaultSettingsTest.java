package com.nimsforest.node.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NonDefaultSettingsTest {
    private static String of(Map<String, String> variables, Map<String, String> flags) {
        return NonDefaultSettings.of(new SettingsReader(new Environment(variables), flags).read());
    }

    @Test
    void whatIsSetToItsDefaultDoesNotDiffer() {
        assertThat(of(Map.of(), Map.of())).isEqualTo("none");
        assertThat(of(Map.of("NATS_RETRY_ATTEMPTS", "10"), Map.of())).isEqualTo("none");
    }

    @Test
    void whatDiffersIsReportedWithItsOriginAndSecretsAreMasked() {
        String line = of(
                Map.of(
                        "NATS_URL", "nats://me:secret@10.0.0.1:4222",
                        "NATS_RETRY_ATTEMPTS", "3",
                        "NIMSFOREST_HTTP_TOKEN", "hidden"),
                Map.of());

        assertThat(line)
                .contains("NATS_RETRY_ATTEMPTS=3 (environment)", "NIMSFOREST_HTTP_TOKEN=*** (environment)", "10.0.0.1")
                .doesNotContain("secret", "hidden");
    }
}
