package com.nimsforest.node.bootstrap.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;

/**
 * The classes of one plug-in's jar. Its own copies of libraries win over the node's, so that it may bring other versions;
 * what it shares with the node is the forest itself and the logging.
 */
final class PluginClassLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("com.nimsforest.node.domain.", "com.nimsforest.node.ports.", "org.slf4j.");
    private static final String SERVICES = "META-INF/services/com.nimsforest.node.";

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(URL jar, ClassLoader node) {
        super(new URL[] {jar}, node);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            // Only what the jar has: asking findClass for all would make an exception for each class of the node.
            return findResource(name.replace('.', '/') + ".class") == null
                    ? super.loadClass(name, resolve)
                    : findClass(name);
        }
    }

    /** The node's own trees and nims are not this jar's. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
    }
}
