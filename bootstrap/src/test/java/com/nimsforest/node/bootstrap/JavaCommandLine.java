package com.nimsforest.node.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of Java processes that live for seconds, in which the second compiler would take more than it gives. */
public final class JavaCommandLine {
    /** The jar as users have it. */
    public static final Path JAR = Path.of("target", "nimsforest.jar").toAbsolutePath();

    private JavaCommandLine() {}

    /** Runs what the arguments say, with the JVM of the test. */
    public static List<String> of(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"),
                        Stream.of(arguments))
                .toList();
    }

    /** Runs the jar as users have it. */
    public static List<String> ofJar(String... arguments) {
        return of(Stream.concat(Stream.of("-jar", JAR.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
