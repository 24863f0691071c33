package com.nimsforest.node.bootstrap.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plug-in that {@code docs/PLUGINS.md} and {@code docs/PLUGIN_TIMES.md} show, as a jar. */
final class GuidePlugin {
    private static final List<String> GUIDES = List.of("PLUGINS.md", "PLUGIN_TIMES.md");
    private static final Pattern CLASS = Pattern.compile("```java\n(public final class (\\w+) .*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
            package acme;
            import com.nimsforest.node.domain.leaf.*;
            import com.nimsforest.node.domain.payload.*;
            import com.nimsforest.node.domain.river.*;
            import com.nimsforest.node.domain.schedule.*;
            import com.nimsforest.node.domain.soil.*;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.*;
            import java.util.*;
            import java.util.regex.*;
            """;

    private GuidePlugin() {}

    static void write(PluginJarBuilder jar, Path file) throws IOException {
        for (String guide : GUIDES) {
            Matcher classes = CLASS.matcher(Files.readString(Path.of("..", "docs", guide)));
            while (classes.find()) {
                jar.source("acme." + classes.group(2), IMPORTS + classes.group(1));
            }
        }
        jar.service(PluginJarBuilder.TREE_SERVICE, "acme.GithubTree")
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.RepositoryNim")
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.BillNim")
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.ReportNim")
                .write(file);
    }
}
