package com.nimsforest.node.bootstrap.command.machine;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs shell commands as root on the machines of the mesh: on this one as they are, on the others by ssh. For one thread. */
public final class MachineShell {
    private static final int NOT_CONNECTED = 255;
    private static final Path NOTHING = Path.of("/dev/null");
    private static final List<String> QUIETLY =
            List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=5");

    private final List<String> ssh;
    private final String self;
    private final Map<String, String> addresses;
    private final Path work;

    /**
     * @param ssh the program with its own arguments
     * @param self the name of this machine
     * @param addresses those of the others
     * @param work where files may lie meanwhile
     */
    public MachineShell(List<String> ssh, String self, Map<String, String> addresses, Path work) {
        this.ssh = List.copyOf(ssh);
        this.self = requireNonNull(self, "self");
        this.addresses = Map.copyOf(addresses);
        this.work = requireNonNull(work, "work");
    }

    public String self() {
        return self;
    }

    /** Runs without input, as {@link #run(String, String, Path)}. */
    public List<String> run(String machine, String command) {
        return run(machine, command, NOTHING);
    }

    /**
     * The lines that the command prints.
     *
     * @throws RejectedInputException when the command fails; with what it said
     * @throws StorageUnavailableException when the machine is not reached, or no longer
     */
    public List<String> run(String machine, String command, Path input) {
        try {
            Path out = Files.createTempFile(work, "machine", ".out");
            Path err = Files.createTempFile(work, "machine", ".err");
            try {
                Process process = new ProcessBuilder(words(machine, command))
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                requireSuccess(machine, process.waitFor(), Files.readString(err, StandardCharsets.ISO_8859_1));
                return Files.readAllLines(out);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            throw new RejectedInputException(machine + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("interrupted", interrupted);
        }
    }

    private List<String> words(String machine, String command) {
        if (machine.equals(self)) {
            return List.of("bash", "-c", command);
        }
        List<String> words = new ArrayList<>(ssh);
        words.addAll(QUIETLY);
        words.add(address(machine));
        words.add(command);
        return words;
    }

    private String address(String machine) {
        String address = addresses.getOrDefault(machine, "");
        if (address.isEmpty()) {
            throw new StorageUnavailableException("this machine has no route to " + machine);
        }
        return address;
    }

    private void requireSuccess(String machine, int exitCode, String said) {
        String line = said.lines()
                .filter(text -> !text.isBlank() && !text.startsWith("Warning: "))
                .findFirst()
                .orElse("exit status " + exitCode)
                .replaceFirst("^error: ", "");
        if (exitCode == NOT_CONNECTED && !machine.equals(self)) {
            throw new StorageUnavailableException("ssh to " + machine + " (" + address(machine) + "): " + line);
        }
        if (exitCode != 0) {
            throw new RejectedInputException(machine + ": " + line);
        }
    }
}
