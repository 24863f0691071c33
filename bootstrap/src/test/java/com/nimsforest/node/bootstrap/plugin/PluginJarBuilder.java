package com.nimsforest.node.bootstrap.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a real jar of a plug-in from source text. */
final class PluginJarBuilder {
    private final Path scratch;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> services = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private int version = Runtime.version().feature();

    PluginJarBuilder(Path scratch) {
        this.scratch = scratch;
    }

    PluginJarBuilder source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** A tree of that class: its name and pattern are Java expressions. */
    PluginJarBuilder tree(String className, String name, String pattern) {
        return source(className, TREE.formatted(simple(className), "", name, pattern))
                .service(TREE_SERVICE, className);
    }

    PluginJarBuilder tree(String className, String name) {
        return tree(className, "Token.of(\"" + name + "\")", "Set.of(SubjectPattern.of(\"river.x\"))");
    }

    /** A tree with more members, such as a constructor that throws. */
    PluginJarBuilder treeWith(String className, String members) {
        return source(
                        className,
                        TREE.formatted(
                                simple(className),
                                members,
                                "Token.of(\"t\")",
                                "Set.of(SubjectPattern.of(\"river.x\"))"))
                .service(TREE_SERVICE, className);
    }

    PluginJarBuilder nim(String className, String name, String pattern, boolean wind) {
        return source(className, NIM.formatted(simple(className), name, pattern, wind))
                .service(NIM_SERVICE, className);
    }

    PluginJarBuilder service(String service, String line) {
        services.merge(service, line + "\n", String::concat);
        return this;
    }

    /** Compiles this class, and then leaves it out of the jar. */
    PluginJarBuilder without(String className) {
        leftOut.add(className);
        return this;
    }

    /** Marks the classes as made for that version of Java. */
    PluginJarBuilder forJava(int feature) {
        version = feature;
        return this;
    }

    Path write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(scratch, "classes");
        compile(classes);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> service : services.entrySet()) {
                entry(
                        zip,
                        "META-INF/services/" + service.getKey(),
                        service.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Path file : files(classes)) {
                String name = classes.relativize(file).toString();
                if (!leftOut.contains(name.replace('/', '.').replace(".class", ""))) {
                    entry(zip, name, stamped(Files.readAllBytes(file)));
                }
            }
        }
        return jar;
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<SimpleJavaFileObject> units = sources.entrySet().stream()
                .map(source -> (SimpleJavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        if (!units.isEmpty()
                && !compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalStateException("the plug-in does not compile");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void entry(OutputStream zip, String name, byte[] bytes) throws IOException {
        ((ZipOutputStream) zip).putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }

    /** The bytes 6 and 7 of a class file are its version; 61 is Java 17. */
    private byte[] stamped(byte[] bytes) {
        bytes[6] = 0;
        bytes[7] = (byte) (version + 44);
        return bytes;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    static final String TREE_SERVICE = "com.nimsforest.node.domain.tree.Tree";
    static final String NIM_SERVICE = "com.nimsforest.node.ports.driving.Nim";
    static final String ENTITY_NIM_SERVICE = "com.nimsforest.node.ports.driving.EntityNim";

    private static final String TREE = """
            package acme;
            import com.nimsforest.node.domain.river.RiverData;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import java.util.Set;
            public class %s implements Tree {
                %s
                public Token name() { return %s; }
                public Set<SubjectPattern> patterns() { return %s; }
                public Harvest parse(RiverData data) { return Harvest.nothing(); }
            }
            """;
    private static final String NIM = """
            package acme;
            import com.nimsforest.node.domain.leaf.Leaf;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.ports.driving.*;
            import java.util.Set;
            public class %s implements Nim {
                public Token name() { return Token.of("%s"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("%s")); }
                public boolean listensToTheWind() { return %s; }
                public void on(Leaf leaf, Forest forest) {}
            }
            """;

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
