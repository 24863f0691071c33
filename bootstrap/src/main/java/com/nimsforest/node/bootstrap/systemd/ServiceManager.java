package com.nimsforest.node.bootstrap.systemd;

import com.nimsforest.node.bootstrap.settings.Environment;
import java.io.IOException;

/** Who started this process and shows a line of it, as {@code systemctl status} does. */
@FunctionalInterface
public interface ServiceManager {
    /**
     * Shows this line from now on. May wait a little.
     *
     * @throws IOException if the line could not be handed over
     */
    void show(String line) throws IOException, InterruptedException;

    /** The one that this process was started by; one that shows nothing, when it was started by hand. */
    static ServiceManager of(Environment environment) {
        return environment.find("NOTIFY_SOCKET").isPresent() ? new Systemd("systemd-notify") : line -> {};
    }
}
