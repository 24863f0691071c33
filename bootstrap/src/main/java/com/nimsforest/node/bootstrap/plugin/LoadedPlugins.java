package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The trees and nims of this node: those on the class path, and those in the jars of a folder, each found by the service
 * file in its jar.
 *
 * @param problems what could not be loaded: one line each, naming the jar, the class and why
 * @param jars what the plug-ins' classes come from, until closed
 * @param changes finds jars that were changed since
 */
public record LoadedPlugins(
        List<Tree> trees,
        List<Nim> nims,
        List<EntityNim<?>> entityNims,
        List<String> problems,
        List<AutoCloseable> jars,
        PluginChangeDetector changes)
        implements AutoCloseable {
    public LoadedPlugins {
        trees = List.copyOf(trees);
        nims = List.copyOf(nims);
        entityNims = List.copyOf(entityNims);
        problems = List.copyOf(problems);
        jars = List.copyOf(jars);
    }

    /**
     * Loads all that can be loaded; a plug-in that cannot harms no other.
     *
     * @param folder where jars are; each gets a class loader of its own
     * @param demo whether the payment tree and its entity nims are wanted
     */
    public static LoadedPlugins load(Optional<Path> folder, boolean demo) {
        PluginFinder search = new PluginFinder(demo);
        search.classPath();
        folder.ifPresent(search::folder);
        return search.found();
    }

    /** Why a folder cannot be one of plug-ins, in words that follow its name; empty when it can. */
    public static Optional<String> objection(Path folder) {
        if (!Files.exists(folder)) {
            return Optional.of("there is no such folder");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("is not a folder");
        }
        return Files.isReadable(folder) ? Optional.empty() : Optional.of("may not be read by this user");
    }

    /** Closes the jars; the trees and nims must have been stopped. */
    @Override
    public void close() {
        for (AutoCloseable jar : jars) {
            try {
                jar.close();
            } catch (Exception ignored) {
                // It was only read from; there is nothing to save.
            }
        }
    }
}
