package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;

/** Creates a tree or nim from the name of its class. */
final class PluginCreator {
    /** Why a class cannot be used, and what to do, in words that follow the name of the jar. */
    static final class PluginNotCreatedException extends Exception {
        private static final long serialVersionUID = 1;

        PluginNotCreatedException(String message) {
            super(message);
        }
    }

    private static final List<Class<?>> SERVICES = List.of(Tree.class, Nim.class, EntityNim.class);

    private PluginCreator() {}

    static <T> T create(ClassLoader loader, Class<T> service, String name) throws PluginNotCreatedException {
        try {
            Class<?> type = Class.forName(name, false, loader);
            requireUsable(type, service);
            return service.cast(type.getConstructor().newInstance());
        } catch (ClassNotFoundException absent) {
            throw new PluginNotCreatedException(PluginServiceFiles.path(service) + " names " + name
                    + ", which the jar does not have: correct the name, or put the class into the jar");
        } catch (NoSuchMethodException none) {
            throw new PluginNotCreatedException(name + " has no public constructor without parameters: add one");
        } catch (InvocationTargetException thrown) {
            throw failed(name, thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException | LinkageError broken) {
            throw failed(name, broken);
        }
    }

    private static PluginNotCreatedException failed(String name, Throwable thrown) {
        return new PluginNotCreatedException(name + " cannot be created: " + PluginFailureText.of(thrown));
    }

    private static void requireUsable(Class<?> type, Class<?> service) throws PluginNotCreatedException {
        if (!service.isAssignableFrom(type)) {
            throw new PluginNotCreatedException(PluginServiceFiles.path(service) + " names " + type.getName()
                    + ", which is no " + service.getSimpleName() + ": " + rightPlace(type, service));
        }
        int modifiers = type.getModifiers();
        if (Modifier.isAbstract(modifiers)) {
            throw new PluginNotCreatedException(
                    type.getName() + " is abstract: name the class that extends it in its place");
        }
        if (!Modifier.isPublic(modifiers)) {
            throw new PluginNotCreatedException(type.getName() + " is not public: declare it so");
        }
        if (type.isMemberClass() && !Modifier.isStatic(modifiers)) {
            throw new PluginNotCreatedException(type.getName() + " is an inner class: declare it static");
        }
    }

    private static String rightPlace(Class<?> type, Class<?> service) {
        return SERVICES.stream()
                .filter(other -> other.isAssignableFrom(type))
                .findFirst()
                .map(other -> "name it in " + PluginServiceFiles.path(other) + ", for it is a " + other.getSimpleName())
                .orElse("let it implement " + service.getName() + ", or remove the line");
    }
}
