package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Binder;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/** Binds each component of a record under its own type, so that what is composed as a whole is handed over once. */
final class RecordComponents {
    private RecordComponents() {}

    /** @param type bound elsewhere; no two of its components are of one type */
    static <R extends Record> void bind(Binder binder, Class<R> type) {
        Provider<R> record = binder.getProvider(type);
        for (RecordComponent component : type.getRecordComponents()) {
            bind(binder, component, component.getType(), record);
        }
    }

    private static <T> void bind(
            Binder binder, RecordComponent component, Class<T> type, Provider<? extends Record> record) {
        binder.bind(type)
                .toProvider(() -> type.cast(read(component, record.get())))
                .in(Scopes.SINGLETON);
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(component.toString(), impossible);
        }
    }
}
