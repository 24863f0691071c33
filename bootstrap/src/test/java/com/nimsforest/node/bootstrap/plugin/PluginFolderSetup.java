package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of plug-ins, with nothing in it. */
abstract class PluginFolderSetup {
    @TempDir
    Path scratch;

    Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(scratch.resolve("plugins"));
    }

    void assertOnlyProblem(String... parts) {
        try (LoadedPlugins plugins = load()) {
            assertThat(plugins.trees()).isEmpty();
            assertThat(plugins.nims()).isEmpty();
            assertThat(plugins.problems()).hasSize(1);
            assertThat(plugins.problems().get(0)).contains(parts).doesNotContain("\n");
        }
    }

    LoadedPlugins load() {
        return LoadedPlugins.load(Optional.of(folder), false);
    }

    /** A node with the plug-ins of the folder alone. */
    NodeProcess beside(NatsServer server) {
        return NodeProcess.run(Map.of(
                "NATS_URL", server.url(),
                "NATS_MONITOR_URL", server.monitorUrl().toString(),
                "NIMSFOREST_STATE_DIR", scratch.toString(),
                "NIMSFOREST_DEMO", "false",
                "NIMSFOREST_PLUGINS", folder.toString()));
    }

    PluginJarBuilder jar() {
        return new PluginJarBuilder(scratch);
    }
}
