package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notices that a jar in the folder of plug-ins is another one than at the start. Any thread. */
public final class PluginChangeDetector {
    private record Comparison(FileTime modified, boolean changed) {}

    private final List<PluginJarCopy> jars;
    private final Map<PluginJarCopy, Comparison> last = new ConcurrentHashMap<>();

    PluginChangeDetector(List<PluginJarCopy> jars) {
        this.jars = List.copyOf(jars);
    }

    public List<HealthFinding> problems() {
        return jars.stream()
                .filter(this::isChanged)
                .map(jar -> HealthFinding.about(String.valueOf(jar.origin().getFileName()), ProblemKind.PLUGIN_CHANGED))
                .toList();
    }

    /** The contents are compared once for each time that the file was written to. */
    private boolean isChanged(PluginJarCopy jar) {
        try {
            FileTime modified = Files.getLastModifiedTime(jar.origin());
            Comparison before = last.get(jar);
            if (before == null || !before.modified().equals(modified)) {
                before = new Comparison(modified, jar.isChanged());
                last.put(jar, before);
            }
            return before.changed();
        } catch (IOException gone) {
            return true;
        }
    }
}
