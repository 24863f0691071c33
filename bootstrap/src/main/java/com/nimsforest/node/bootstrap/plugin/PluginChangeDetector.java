package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Notices that the folder of plug-ins has other jars than at the start, or a jar with other contents. Any thread. */
public final class PluginChangeDetector {
    private static final FileTime UNKNOWN = FileTime.fromMillis(0);

    private record Comparison(FileTime modified, boolean changed) {}

    private final Optional<Path> folder;
    private final Map<Path, FileTime> started = new HashMap<>();
    private final Map<Path, PluginJarCopy> copies = new HashMap<>();
    private final Map<Path, Comparison> last = new ConcurrentHashMap<>();

    /** Of a folder as it was read at the start; without one nothing changes. */
    PluginChangeDetector(Optional<Path> folder, List<Path> jars, List<PluginJarCopy> copies) {
        this.folder = folder;
        jars.forEach(jar -> started.put(jar, modified(jar)));
        copies.forEach(copy -> this.copies.put(copy.origin(), copy));
    }

    /** The jars of a folder by name; a folder that bears such a name is one of them. */
    static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    public List<HealthFinding> problems() {
        List<Path> present = folder.map(PluginChangeDetector::present).orElse(List.of());
        Set<Path> all = new TreeSet<>(started.keySet());
        all.addAll(present);
        return all.stream()
                .flatMap(jar -> change(jar, present.contains(jar)).map(change -> finding(jar, change)).stream())
                .toList();
    }

    private static HealthFinding finding(Path jar, String change) {
        return HealthFinding.about(String.valueOf(jar.getFileName()), ProblemKind.PLUGIN_CHANGED)
                .with(HealthFact.ACTION, change);
    }

    /** None of a folder that is gone. */
    private static List<Path> present(Path folder) {
        try {
            return jarsIn(folder);
        } catch (IOException gone) {
            return List.of();
        }
    }

    private Optional<String> change(Path jar, boolean present) {
        if (!present) {
            return Optional.of("removed");
        }
        if (!started.containsKey(jar)) {
            return Optional.of("added");
        }
        return isChanged(jar) ? Optional.of("changed") : Optional.empty();
    }

    /** The contents are compared once for each time that the file was written to; what could not be loaded has no copy. */
    private boolean isChanged(Path jar) {
        FileTime modified = modified(jar);
        Comparison before = last.get(jar);
        if (before == null || !before.modified().equals(modified)) {
            PluginJarCopy copy = copies.get(jar);
            before = new Comparison(modified, copy == null ? !modified.equals(started.get(jar)) : copy.isChanged());
            last.put(jar, before);
        }
        return before.changed();
    }

    private static FileTime modified(Path jar) {
        try {
            return Files.getLastModifiedTime(jar);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }
}
