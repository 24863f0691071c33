package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.command.machine.FileChecksum;
import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.RollingChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Another nats-server and node. */
final class RollingUpgrade implements MachineChange {
    private static final String SERVER = "nats-server";
    private static final String NODE = "nimsforest.jar";

    private final MachineScripts scripts;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, String> sums = new LinkedHashMap<>();

    /** @param jar empty where only the server is upgraded */
    RollingUpgrade(MachineScripts scripts, Path server, Optional<Path> jar) {
        this.scripts = requireNonNull(scripts, "scripts");
        files.put(SERVER, requireNonNull(server, "server"));
        jar.ifPresent(file -> files.put(NODE, file));
        files.forEach((name, file) -> sums.put(name, FileChecksum.of(file)));
    }

    @Override
    public RollingChange stages() {
        return RollingChange.UPGRADE;
    }

    /** A machine without a node gets none. */
    @Override
    public int stage(String machine) {
        Map<String, String> runs = scripts.look(machine, "");
        String node = runs.getOrDefault("node", "");
        boolean sameNode = !files.containsKey(NODE) || node.equals("none") || node.equals(sums.get(NODE));
        return sameNode && runs.getOrDefault("server", "").equals(sums.get(SERVER)) ? 1 : 0;
    }

    @Override
    public void take(MeshStep step) {
        files.forEach((name, file) -> scripts.send(step.subject(), file, name, promisedSum(name, file)));
        scripts.roll(step.subject(), "upgrade", Optional.empty());
    }

    @Override
    public Optional<String> wayBack() {
        return Optional.of("go-back");
    }

    /** Setup compares the file with the checksum that lies beside it here; else with what was read here. */
    private String promisedSum(String name, Path file) {
        Path beside = Path.of(file + ".sha256");
        try {
            return Files.isReadable(beside)
                    ? Files.readString(beside).trim().split("\\s", 2)[0].replaceAll("[^0-9a-fA-F]", "")
                    : sums.getOrDefault(name, "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(beside + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
