package com.nimsforest.node.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "CONFIGURATION.md");
    private static final Path EXPECTED = Path.of("target", "settings-table.md");

    @Test
    void theTableOfTheGuideIsThatOfTheCode() throws IOException {
        String table =
                KnownSettings.ALL.stream().map(ConfigurationGuideTest::row).collect(Collectors.joining("\n"));
        Files.writeString(EXPECTED, table + "\n");

        String guide = Files.readString(GUIDE);

        assertThat(guide)
                .as("docs/CONFIGURATION.md; the table as it should be is in bootstrap/" + EXPECTED)
                .contains("\n" + table + "\n");
        assertThat(guide.lines().filter(line -> line.startsWith("| `"))).hasSize(KnownSettings.ALL.size());
    }

    private static String row(SettingDefinition<?> setting) {
        String variable =
                "`" + setting.variable() + "`" + (setting.secret() ? " or `" + setting.fileVariable() + "`" : "");
        String usual = setting.equals(KnownSettings.NODE_NAME)
                ? "the host name"
                : setting.usual().map(text -> "`" + text + "`").orElse("–");
        return "| " + variable + " | `" + setting.flag() + "` | " + usual + " | " + setting.meaning() + " | "
                + setting.expected() + " |";
    }
}
