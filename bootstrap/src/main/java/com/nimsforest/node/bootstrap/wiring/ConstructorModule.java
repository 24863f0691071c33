package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import java.lang.reflect.Constructor;

/** A module whose objects come from their constructors, each made once. */
abstract class ConstructorModule extends AbstractModule {
    /** Has the class made by its one public constructor. */
    final <T> void make(Class<T> type) {
        make(type, type);
    }

    /** The same, for whoever asks for the port. */
    @SuppressWarnings("unchecked")
    final <P, T extends P> void make(Class<P> port, Class<T> type) {
        Constructor<?>[] constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw new IllegalStateException(type + " has " + constructors.length + " public constructors");
        }
        bind(port).toConstructor((Constructor<T>) constructors[0]).in(Scopes.SINGLETON);
    }
}
