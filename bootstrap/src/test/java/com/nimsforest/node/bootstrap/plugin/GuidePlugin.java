package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plug-in of {@code docs/PLUGINS.md} and {@code docs/PLUGIN_TIMES.md}, made by doing what they say. */
final class GuidePlugin {
    private static final List<String> GUIDES = List.of("PLUGINS.md", "PLUGIN_TIMES.md");
    private static final Pattern SOURCE =
            Pattern.compile("`(src/main/java/\\S+)`[^\n]*:\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SERVICE_FILE =
            Pattern.compile("`(src/main/resources/META-INF/services/\\S+)` \\| `(\\S+)`");
    private static final Pattern NAMED =
            Pattern.compile("named in the service file `(com.nimsforest.node.\\S+)` as `(\\S+)`");
    private static final Pattern BUILD = Pattern.compile("```sh\n(javac .*?)```", Pattern.DOTALL);

    private GuidePlugin() {}

    /** Builds it in that empty folder, and puts the jar there. */
    static void build(Path project, Path jar) throws IOException, InterruptedException {
        for (String guide : GUIDES) {
            String text = Files.readString(Path.of("..", "docs", guide));
            for (MatchResult source : SOURCE.matcher(text).results().toList()) {
                append(project.resolve(source.group(1)), source.group(2));
            }
            for (MatchResult file : SERVICE_FILE.matcher(text).results().toList()) {
                append(project.resolve(file.group(1)), file.group(2) + "\n");
            }
            for (MatchResult named : NAMED.matcher(text).results().toList()) {
                append(
                        project.resolve("src/main/resources/META-INF/services/" + named.group(1)),
                        named.group(2) + "\n");
            }
        }
        run(project);
        Files.copy(project.resolve("github.jar"), jar);
    }

    private static void append(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void run(Path project) throws IOException, InterruptedException {
        Matcher build = BUILD.matcher(Files.readString(Path.of("..", "docs", GUIDES.get(0))));
        assertThat(build.find()).isTrue();
        String installed = "/usr/lib/nimsforest/nimsforest.jar";
        assertThat(build.group(1)).contains(installed);
        ProcessBuilder shell = new ProcessBuilder(
                        "bash", "-ec", build.group(1).replace(installed, JavaCommandLine.JAR.toString()))
                .directory(project.toFile())
                .redirectErrorStream(true);
        shell.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, bin) -> bin + ":" + path);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
