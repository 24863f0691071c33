package com.nimsforest.node.bootstrap.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** A rule and the classes in test sources that it must reject, together, each class being a fault. */
record ArchitectureRule(ArchRule rule, List<Class<?>> violations) {
    static ArchitectureRule of(ArchRule rule, Class<?>... violations) {
        return new ArchitectureRule(rule, List.of(violations));
    }

    @Override
    public String toString() {
        return rule.getDescription();
    }
}
