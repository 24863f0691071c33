package com.nimsforest.node.bootstrap.systemd;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Speaks to systemd by the program that comes with it: Java has no datagrams on a socket of the file system. */
final class SystemdNotifier implements ServiceNotifier {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final File NOWHERE = new File("/dev/null");

    private final String program;

    SystemdNotifier(String program) {
        this.program = program;
    }

    @Override
    public void show(String line) throws IOException, InterruptedException {
        Process notify = new ProcessBuilder(program, "--status=" + line)
                .redirectErrorStream(true)
                .redirectOutput(NOWHERE)
                .start();
        try {
            if (!notify.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(program + " does not end");
            }
            if (notify.exitValue() != 0) {
                throw new IOException(program + " failed with status " + notify.exitValue());
            }
        } finally {
            notify.destroyForcibly();
        }
    }
}
