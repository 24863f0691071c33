package com.nimsforest.node.bootstrap.command.machine;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.ops.UnpackedOpsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The scripts of this jar on the machines, and {@code roll-machine.sh} of them. For one thread. */
public final class MachineScripts {
    /** Root's alone. */
    private static final String FOLDER = "/var/cache/nimsforest/roll";

    public static final Path INSTALLED_SERVER = Path.of("/usr/local/bin/nats-server");
    public static final Path INSTALLED_JAR = Path.of("/usr/lib/nimsforest/nimsforest.jar");
    /** What setup was told on this machine; there is none where setup has not run. */
    public static final Path REMEMBERED = Path.of("/etc/nimsforest/setup.conf");

    private static final String UNPACK = "set -e; umask 077; mkdir -p " + FOLDER
            + "; exec 9>>/run/nimsforest-roll.lock;"
            + " flock -w 300 9; cd " + FOLDER + "; rm -rf ops.new new tmp; mkdir ops.new tmp; tar -xf - -C ops.new;"
            + " chmod +x ops.new/nimsforest ops.new/scripts/*.sh; rm -rf ops; mv ops.new ops";

    private final MachineShell shell;
    private final Path work;

    /** @param work where files may lie meanwhile */
    public MachineScripts(MachineShell shell, Path work) {
        this.shell = requireNonNull(shell, "shell");
        this.work = requireNonNull(work, "work");
    }

    /** Copies them to the machines. */
    public void install(Iterable<String> machines) {
        try (UnpackedOpsFiles ops = UnpackedOpsFiles.unpack(work)) {
            Path archive = Files.createTempFile(work, "ops", ".tar");
            try {
                shell.run(shell.self(), "tar -cf '" + archive + "' -C '" + ops.root() + "' .");
                machines.forEach(machine -> shell.run(machine, UNPACK, archive));
            } finally {
                Files.delete(archive);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /** What {@code look} prints, by name. */
    public Map<String, String> look(String machine, String arguments) {
        return facts(shell.run(machine, command("look " + arguments)));
    }

    private static Map<String, String> facts(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    /**
     * What {@code peers} prints, by name.
     *
     * @param list those that the machine should list; empty to ask without any
     */
    public Map<String, String> peers(String machine, List<String> list) {
        return facts(shell.run(machine, command("peers " + String.join(",", list))));
    }

    /** Fails when the machine is not reached, as {@link MachineShell#run(String, String, Path)}. */
    public void reach(String machine) {
        shell.run(machine, "true");
    }

    /**
     * Sets up a new machine as this one was told to be, with the programs that are installed here.
     *
     * @param token of a secured mesh
     * @param further flags of setup
     */
    public void join(String machine, List<String> peers, Optional<Path> token, String further) {
        install(List.of(machine));
        send(machine, INSTALLED_SERVER, "nats-server", FileChecksum.of(INSTALLED_SERVER));
        if (Files.exists(INSTALLED_JAR)) {
            send(machine, INSTALLED_JAR, "nimsforest.jar", FileChecksum.of(INSTALLED_JAR));
        }
        send(machine, REMEMBERED, "setup.conf", FileChecksum.of(REMEMBERED));
        roll(machine, "join " + machine + " " + String.join(",", peers) + further, token);
    }

    /** As root types it on a machine. */
    public static String command(String arguments) {
        return script("roll-machine.sh " + arguments);
    }

    public void roll(String machine, String arguments, Optional<Path> input) {
        String command = command(arguments);
        if (input.isPresent()) {
            shell.run(machine, command, input.get());
        } else {
            shell.run(machine, command);
        }
    }

    public void onThisMachine(String scriptAndArguments) {
        shell.run(shell.self(), script(scriptAndArguments));
    }

    /** Puts a file where {@code upgrade} finds it, with the checksum that setup compares it with. */
    public void send(String machine, Path file, String name, String sum) {
        shell.run(
                machine,
                "set -e; umask 077; mkdir -p " + FOLDER + "/new; cd " + FOLDER + "/new; cat >" + name + "; chmod 700 "
                        + name + "; echo " + sum + " >" + name + ".sha256",
                file);
    }

    private static String script(String scriptAndArguments) {
        return "TMPDIR=" + FOLDER + "/tmp bash " + FOLDER + "/ops/scripts/" + scriptAndArguments;
    }
}
