package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/** The users that setup gives the server of a machine in a secured mesh, among them one for a node that is written in Go. */
final class GeneratedUsers {
    static final String GO_NODE = "go-node";

    private final List<String> configuration;

    private GeneratedUsers(List<String> configuration) {
        this.configuration = configuration;
    }

    static GeneratedUsers generate(Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("nats.conf");
        Process generator = new ProcessBuilder(
                        "bash",
                        "../ops/scripts/generate-nats-config.sh",
                        "--node-name",
                        "nats-1",
                        "--cluster-peers",
                        "192.0.2.11:6222,192.0.2.12:6222",
                        "--cluster-user",
                        "routes",
                        "--cluster-password-file",
                        privateFile(folder, "secret", "a password of some length"),
                        "--users-file",
                        privateFile(folder, "users", GO_NODE + " node"),
                        "--output",
                        output.toString())
                .inheritIO()
                .start();
        assertThat(generator.waitFor()).isZero();
        List<String> lines = Files.readAllLines(output);
        int users = lines.indexOf("authorization {");
        int length = lines.subList(users, lines.size()).indexOf("}");
        return new GeneratedUsers(lines.subList(lines.indexOf("node_permissions: {"), users + length + 1));
    }

    private static String privateFile(Path folder, String name, String content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content).toString();
    }

    NatsServer startServer(String version) {
        return NatsServer.builder()
                .version(version)
                .line(String.join("\n", configuration))
                .start();
    }

    String password(String user) {
        int line = configuration.indexOf("      user: " + user);
        return configuration.get(line + 1).replaceAll(".*\"(.*)\"", "$1");
    }

    List<String> nodeMayPublish() {
        int first = configuration.indexOf("    allow: [");
        return configuration.subList(first + 1, configuration.size()).stream()
                .takeWhile(line -> !line.strip().equals("]"))
                .flatMap(line -> Pattern.compile("\"([^\"]+)\"").matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }
}
