package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.JavaLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A node as a process of its own, so that it can be killed. */
final class ChildNode {
    private final Process process;

    private ChildNode(Process process) {
        this.process = process;
    }

    static ChildNode beside(Machine machine, Mistake mistake) {
        try {
            return new ChildNode(new ProcessBuilder(JavaLine.of(
                            "-cp",
                            System.getProperty("java.class.path"),
                            FaultNode.class.getName(),
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
        Until.holds("the node's process ends", Duration.ofSeconds(10), () -> !process.isAlive());
    }
}
