package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.JavaCommandLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A node as a process of its own, so that it can be killed. */
final class ChildNodeProcess {
    private final Process process;

    private ChildNodeProcess(Process process) {
        this.process = process;
    }

    static ChildNodeProcess beside(MeshMachine machine, InjectedMistake mistake) {
        try {
            return new ChildNodeProcess(new ProcessBuilder(JavaCommandLine.of(
                            "-cp",
                            System.getProperty("java.class.path"),
                            HarnessNode.class.getName(),
                            machine.url(),
                            machine.monitor().toString(),
                            String.join(",", machine.peers()),
                            mistake.name()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns when it takes its share of the work. */
    void awaitWork() {
        BufferedReader said = process.inputReader();
        try {
            String line = said.readLine();
            while (line != null && !line.equals("working")) {
                line = said.readLine();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void kill() {
        process.destroyForcibly();
        HarnessWait.holds("the node's process ends", Duration.ofSeconds(10), () -> !process.isAlive());
    }
}
