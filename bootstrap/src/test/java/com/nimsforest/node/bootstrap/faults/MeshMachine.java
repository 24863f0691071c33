package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.faults.ServerHosting.Place;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One machine of a mesh: what its server is told, what it answers, and all that can befall it. For one thread. */
final class MeshMachine implements AutoCloseable {
    private static final String OPERATOR = "operator";

    private final Place place;
    private final List<Place> all;
    private final ServerControl server;
    private final boolean syncAlways;
    private String name;
    private String version;

    MeshMachine(int number, List<Place> places, ServerControl server, String version, boolean syncAlways) {
        this.name = "m" + (number + 1);
        this.place = places.get(number);
        this.all = List.copyOf(places);
        this.server = server;
        this.version = version;
        this.syncAlways = syncAlways;
    }

    String name() {
        return name;
    }

    String url() {
        return "nats://" + place.found().client();
    }

    URI monitor() {
        return URI.create("http://" + place.found().monitor());
    }

    /** The routes of the others. */
    List<String> peers() {
        return all.stream()
                .filter(other -> other != place)
                .map(other -> other.found().route())
                .toList();
    }

    void launch() {
        server.launch(version, configuration());
    }

    private String cluster() {
        String routes = peers().stream().map(peer -> "\"nats://" + peer + "\"").collect(Collectors.joining(", "));
        return "cluster { name: faults, listen: \"" + place.listens().route() + "\", no_advertise: true, routes: ["
                + routes + "] }";
    }

    private String configuration() {
        return String.join(
                "\n",
                "server_name: " + name,
                "listen: \"" + place.listens().client() + "\"",
                "http: \"" + place.listens().monitor() + "\"",
                "jetstream { store_dir: \"" + server.store() + "\", max_mem: 64MB, max_file: 1GB"
                        + (syncAlways ? ", sync_interval: always" : "") + " }",
                "accounts { SYS { users: [{ user: " + OPERATOR + ", password: " + OPERATOR + " }] }",
                "  FOREST { jetstream: enabled, users: [{ user: node, password: node }] } }",
                "system_account: SYS",
                "no_auth_user: node",
                peers().isEmpty() ? "" : cluster(),
                "lame_duck_duration: \"30s\"",
                "lame_duck_grace_period: \"2s\"",
                "");
    }

    void kill() {
        server.kill();
    }

    /** As its unit stops it. */
    void stop() {
        server.stop();
    }

    void freeze() {
        server.freeze();
    }

    void thaw() {
        server.thaw();
    }

    /** Loses all that it has stored; only while it does not run. */
    void wipe() {
        server.wipe();
    }

    /** From the next launch on it is another machine in the same place. */
    void rename(String other) {
        name = other;
    }

    void version(String other) {
        version = other;
    }

    boolean runs() {
        return server.runs();
    }

    /** All that its server has said. */
    String log() {
        return server.log();
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

    @Override
    public void close() {
        server.close();
    }
}
