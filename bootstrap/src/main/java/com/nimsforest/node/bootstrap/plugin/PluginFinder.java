package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.bootstrap.demo.PaymentTree;
import com.nimsforest.node.bootstrap.plugin.PluginCreator.PluginNotCreatedException;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.usecase.schedule.NimScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** One search for trees and nims; used by one thread. What a plug-in throws ends up as a problem, whatever it is. */
final class PluginFinder {
    private static final String CLASS_PATH = "class path";
    private static final String DEMO = PaymentTree.class.getPackageName() + ".";
    private static final List<String> SERVICES = Stream.of(Tree.class, Nim.class, EntityNim.class)
            .map(PluginServiceFiles::path)
            .toList();

    private final boolean demo;
    private final List<Tree> trees = new ArrayList<>();
    private final List<Nim> nims = new ArrayList<>();
    private final List<EntityNim<?>> entityNims = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<AutoCloseable> jars = new ArrayList<>();
    private final List<PluginJarCopy> copies = new ArrayList<>();
    private Optional<Path> copyFolder = Optional.empty();
    private Optional<Path> searched = Optional.empty();
    private List<Path> files = List.of();
    private final Map<String, String> origins =
            new HashMap<>(Map.of("nim '" + NimScheduler.NAME + "'", "the scheduler of the node"));

    PluginFinder(boolean demo) {
        this.demo = demo;
    }

    LoadedPlugins found() {
        copyFolder.ifPresent(folder -> jars.add(new PluginCopyFolder(folder)));
        return new LoadedPlugins(trees, nims, entityNims, problems, jars, changes());
    }

    private PluginChangeDetector changes() {
        return new PluginChangeDetector(searched, files, copies);
    }

    void classPath() {
        gather(CLASS_PATH, PluginFinder.class.getClassLoader());
    }

    void folder(Path folder) {
        searched = Optional.of(folder);
        LoadedPlugins.objection(folder)
                .ifPresentOrElse(why -> problem(folder.toString(), why), () -> files = jarsIn(folder));
        files.forEach(this::jar);
    }

    private List<Path> jarsIn(Path folder) {
        try {
            return PluginChangeDetector.jarsIn(folder);
        } catch (IOException unreadable) {
            problem(folder.toString(), "could not be read: " + PluginFailureText.of(unreadable));
            return List.of();
        }
    }

    private void jar(Path file) {
        String name = file.getFileName().toString();
        try {
            PluginJarCopy own = PluginJarCopy.of(file, copyFolder());
            copies.add(own);
            load(name, own);
        } catch (IOException | SecurityException unreadable) {
            problem(name, "is not a readable jar: " + PluginFailureText.of(unreadable));
        }
    }

    private void load(String name, PluginJarCopy own) throws IOException {
        try (JarFile jar = new JarFile(own.copy().toFile())) {
            if (SERVICES.stream().allMatch(service -> jar.getEntry(service) == null)) {
                problem(
                        name,
                        "is no plug-in: it has none of " + String.join(", ", SERVICES)
                                + ": name its class in one of them");
                return;
            }
            PluginClassLoader loader =
                    new PluginClassLoader(own.copy().toUri().toURL(), PluginFinder.class.getClassLoader());
            jars.add(loader);
            gather(name, loader);
        }
    }

    /** One for all jars of this search, removed with them. */
    private Path copyFolder() throws IOException {
        if (copyFolder.isEmpty()) {
            copyFolder = Optional.of(Files.createTempDirectory("nimsforest-plugins"));
        }
        return copyFolder.get();
    }

    @SuppressWarnings("rawtypes") // A class literal has no type arguments.
    private void gather(String origin, ClassLoader loader) {
        gather(origin, loader, Tree.class, trees, tree -> PluginValidation.of(tree, origins));
        gather(origin, loader, Nim.class, nims, nim -> PluginValidation.of(nim, origins));
        List<EntityNim> found = new ArrayList<>();
        gather(origin, loader, EntityNim.class, found, nim -> PluginValidation.of(nim, origins));
        found.forEach(entityNims::add);
    }

    private <T> void gather(
            String origin, ClassLoader loader, Class<T> service, List<T> into, Function<T, PluginValidation> vet) {
        PluginServiceFiles files = new PluginServiceFiles(loader, why -> problem(origin, why));
        for (String type : files.classes(service)) {
            if (demo || !type.startsWith(DEMO)) {
                take(origin, loader, service, type, into, vet);
            }
        }
    }

    private <T> void take(
            String origin,
            ClassLoader loader,
            Class<T> service,
            String type,
            List<T> into,
            Function<T, PluginValidation> vet) {
        try {
            T plugin = PluginCreator.create(loader, service, type);
            PluginValidation validation = vet.apply(plugin);
            validation.objections().forEach(objection -> problem(origin, type + ": " + objection));
            if (validation.objections().isEmpty()) {
                into.add(plugin);
                origins.put(validation.identity(), type + " from " + origin);
            }
        } catch (PluginNotCreatedException broken) {
            problem(origin, String.valueOf(broken.getMessage()));
        } catch (OutOfMemoryError ours) {
            throw ours;
        } catch (Throwable thrown) {
            problem(origin, type + ": " + PluginFailureText.of(thrown));
        }
    }

    private void problem(String origin, String why) {
        problems.add(PluginFailureText.oneLine(origin + ": " + why));
    }
}
