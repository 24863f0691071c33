package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.fixture.NatsBinary;
import com.nimsforest.node.bootstrap.faults.Terrain.Place;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One real nats-server of a mesh, and all that can befall it. For one thread. */
final class Machine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OPERATOR = "operator";
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Place place;
    private final List<Place> all;
    private final Path folder;
    private final Path store;
    private final boolean syncAlways;
    private String name;
    private String version;
    private Process process;

    Machine(int number, Terrain terrain, Path store, String version, boolean syncAlways) {
        this.name = "m" + (number + 1);
        this.place = terrain.place(number);
        this.all = terrain.places();
        this.folder = terrain.folder().resolve("machine-" + (number + 1));
        this.store = store;
        this.version = version;
        this.syncAlways = syncAlways;
    }

    String name() {
        return name;
    }

    String url() {
        return "nats://" + place.host() + ":" + place.client();
    }

    URI monitor() {
        return URI.create("http://" + place.host() + ":" + place.monitor());
    }

    /** The routes of the others. */
    List<String> peers() {
        return all.stream()
                .filter(other -> other != place)
                .map(other -> other.host() + ":" + other.route())
                .toList();
    }

    void launch() {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(store);
            Files.write(folder.resolve("nats.conf"), configuration());
            List<String> command = new ArrayList<>(place.inside());
            command.addAll(List.of(
                    NatsBinary.find(version).toString(),
                    "-c",
                    folder.resolve("nats.conf").toString()));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("output").toFile()))
                    .start();
            RUNNING.add(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> configuration() {
        String routes = peers().stream().map(peer -> "\"nats://" + peer + "\"").collect(Collectors.joining(", "));
        boolean knowsSync = !version.startsWith("2.9.");
        return List.of(
                "server_name: " + name,
                "listen: \"" + place.host() + ":" + place.client() + "\"",
                "http: \"" + place.host() + ":" + place.monitor() + "\"",
                "log_file: \"" + folder.resolve("nats.log") + "\"",
                "jetstream { store_dir: \"" + store + "\", max_mem: 64MB, max_file: 1GB"
                        + (syncAlways && knowsSync ? ", sync_interval: always" : "") + " }",
                "accounts { SYS { users: [{ user: " + OPERATOR + ", password: " + OPERATOR + " }] }",
                "  FOREST { jetstream: enabled, users: [{ user: node, password: node }] } }",
                "system_account: SYS",
                "no_auth_user: node",
                "cluster { name: faults, listen: \"" + place.host() + ":" + place.route() + "\", no_advertise: true,"
                        + " routes: [" + routes + "] }");
    }

    void kill() {
        // Inside a namespace the program before it has become the server itself.
        signal("KILL");
        awaitEnd();
    }

    /** As an operator stops it. */
    void stop() {
        signal("TERM");
        awaitEnd();
    }

    void freeze() {
        signal("STOP");
        Until.holds(name + " stands still", PATIENCE, () -> threadsAre(") T "));
    }

    void thaw() {
        signal("CONT");
    }

    /** Loses all that it has stored; only while it does not run. */
    void wipe() {
        Shell.run("find", store.toString(), "-mindepth", "1", "-delete");
    }

    /** From the next launch on it is another machine in the same place. */
    void rename(String other) {
        name = other;
    }

    void version(String other) {
        version = other;
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Has the mesh forget another machine; whether it did. */
    boolean forget(String other) {
        Options operator =
                new Options.Builder().server(url()).userInfo(OPERATOR, OPERATOR).build();
        try (Connection connection = Nats.connect(operator)) {
            byte[] question = ("{\"peer\":\"" + other + "\"}").getBytes(StandardCharsets.UTF_8);
            Message answer = connection.request("$JS.API.SERVER.REMOVE", question, Duration.ofSeconds(5));
            return answer != null && new String(answer.getData(), StandardCharsets.UTF_8).contains("\"success\":true");
        } catch (IOException notNow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What its monitoring port says; empty when it does not answer. */
    String ask(String path) {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) monitor().resolve(path).toURL().openConnection();
            request.setConnectTimeout(1000);
            request.setReadTimeout(2000);
            try (var body = request.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException down) {
            return "";
        }
    }

    private void signal(String signal) {
        Shell.attempt("kill", "-" + signal, Long.toString(process.pid()));
    }

    private boolean threadsAre(String state) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("stat")).contains(state)) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
            RUNNING.remove(process);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
