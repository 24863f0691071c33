package com.nimsforest.node.bootstrap.systemd;

import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.IOException;

/** Who started this process and shows a line of it, as {@code systemctl status} does. */
@FunctionalInterface
public interface ServiceNotifier {
    /**
     * Shows this line from now on. May wait a little.
     *
     * @throws IOException if the line could not be handed over
     */
    void show(String line) throws IOException, InterruptedException;

    /** The one that this process was started by; one that shows nothing, when it was started by hand. */
    static ServiceNotifier of(Environment environment) {
        return environment.find("NOTIFY_SOCKET").isPresent() ? new SystemdNotifier("systemd-notify") : line -> {};
    }
}
