package com.nimsforest.node.bootstrap.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The service files of a jar, in the form of {@code java.util.ServiceLoader}. Used by one thread. */
final class PluginServiceFiles {
    private static final String FOLDER = "META-INF/services/";
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final ClassLoader loader;
    private final Consumer<String> problem;

    /** @param problem is told what is wrong with a file, in words that follow the name of the jar */
    PluginServiceFiles(ClassLoader loader, Consumer<String> problem) {
        this.loader = loader;
        this.problem = problem;
    }

    /** The path in the jar of the file for this service. */
    static String path(Class<?> service) {
        return FOLDER + service.getName();
    }

    /** The classes that the file for this service names, each once; none when there is no such file. */
    Set<String> classes(Class<?> service) {
        String path = path(service);
        Set<String> classes = new LinkedHashSet<>();
        try {
            for (URL file : Collections.list(loader.getResources(path))) {
                List<String> names = names(file);
                if (names.isEmpty()) {
                    problem.accept(path + " names no class: write the full name of your class into it");
                }
                names.stream().filter(name -> isClassName(path, name)).forEach(classes::add);
            }
        } catch (IOException unreadable) {
            problem.accept(path + " could not be read: " + PluginFailureText.of(unreadable));
        }
        return classes;
    }

    private boolean isClassName(String path, String name) {
        boolean isName = CLASS_NAME.matcher(name).matches();
        if (!isName) {
            problem.accept(path + ": '" + name + "' is no class name: write one full class name on each line");
        }
        return isName;
    }

    private static List<String> names(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        // Else the jar stays open in a cache of the JDK's after the class loader was closed.
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
