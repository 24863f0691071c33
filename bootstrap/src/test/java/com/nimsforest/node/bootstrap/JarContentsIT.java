package com.nimsforest.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the one jar says of itself: its libraries with their licences. */
class JarContentsIT {
    private static final Path JAR = Path.of("target/nimsforest.jar");
    private static final String SBOM = "META-INF/sbom/nimsforest.cdx.json";

    private static String entry(JarFile jar, String name) throws IOException {
        try (InputStream bytes = jar.getInputStream(jar.getEntry(name))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The libraries in the jar that carry Maven's own file about themselves. */
    private static Set<String> libraries(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties"))
                .map(name -> coordinates(jar, name))
                .collect(Collectors.toSet());
    }

    private static String coordinates(JarFile jar, String name) {
        try (InputStream bytes = jar.getInputStream(jar.getEntry(name))) {
            Properties maven = new Properties();
            maven.load(bytes);
            return maven.getProperty("groupId") + ":" + maven.getProperty("artifactId") + ":"
                    + maven.getProperty("version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void theSbomNamesEveryLibraryOfTheJarWithItsLicence() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JsonNode sbom = new JsonMapper().readTree(entry(jar, SBOM));
            List<JsonNode> components = sbom.path("components").valueStream().toList();
            Set<String> named = components.stream()
                    .map(part -> part.path("group").asString("") + ":"
                            + part.path("name").asString("") + ":"
                            + part.path("version").asString(""))
                    .collect(Collectors.toSet());

            Set<String> libraries = libraries(jar);
            libraries.removeIf(name -> name.startsWith("com.nimsforest.node:nimsforest-bootstrap:"));

            assertThat(libraries).hasSizeGreaterThan(30).isSubsetOf(named);
            assertThat(components)
                    .allSatisfy(part -> assertThat(part.path("licenses").size())
                            .as(part.path("name").asString(""))
                            .isPositive());
        }
    }

    @Test
    void everyClassOfTheJarIsOneOfALibraryThatTheSbomNames() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JsonNode sbom = new JsonMapper().readTree(entry(jar, SBOM));
            Set<String> named = new HashSet<>();
            for (JsonNode part : sbom.path("components")) {
                String file = part.path("name").asString("") + "-"
                        + part.path("version").asString("") + ".jar";
                for (Path library : onClassPath(file)) {
                    named.addAll(classes(library));
                }
            }

            Set<String> ofTheJar = classes(JAR);
            ofTheJar.removeIf(name -> name.startsWith("com/nimsforest/"));

            assertThat(ofTheJar).hasSizeGreaterThan(3_000);
            ofTheJar.removeAll(named);
            assertThat(ofTheJar).isEmpty();
        }
    }

    private static List<Path> onClassPath(String file) {
        String own = System.getProperty("java.class.path");
        return Stream.of(System.getProperty("surefire.test.class.path", own).split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.endsWith(file))
                .toList();
    }

    private static Set<String> classes(Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .collect(Collectors.toSet());
        }
    }

    /** What a build leaves behind of its time, its machine and its folder would make two builds differ. */
    @Test
    void nothingInTheJarIsOfItsBuild() throws IOException {
        Set<Long> times;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            times = jar.stream()
                    .filter(part -> part.getName().startsWith("com/nimsforest/"))
                    .map(JarEntry::getTime)
                    .collect(Collectors.toSet());
            assertThat(jar.stream().map(JarEntry::getName)).doesNotHaveDuplicates();
            assertThat(entry(jar, SBOM))
                    .doesNotContain("serialNumber", Path.of("..").toRealPath().toString());
            assertThat(jar.getManifest().getMainAttributes().getValue("Built-By"))
                    .isNull();
        }
        assertThat(times).hasSize(1);
    }

    @Test
    void theSbomBesideTheJarIsTheOneInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(Files.readString(Path.of("target/nimsforest.cdx.json"))).isEqualTo(entry(jar, SBOM));
        }
    }

    @Test
    void theLicencesOfTheLibrariesAreInTheJar() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(entry(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(entry(jar, "META-INF/LICENSE.md")).contains("Eclipse Public License");
            assertThat(entry(jar, "META-INF/NOTICE")).contains("Jackson");
            assertThat(entry(jar, "META-INF/THIRD-PARTY.txt"))
                    .contains("io.nats:jnats", "ch.qos.logback:logback-classic", "org.eclipse.jetty");
        }
    }
}
