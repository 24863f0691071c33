package com.nimsforest.node.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** What kinds of classes there are. */
final class ClassShapeConditions {
    static final ArchCondition<JavaClass> BE_A_PORT_OR_A_VALUE =
            condition("be an interface, an enum or a record", ClassShapeConditions::isPlain);

    static final ArchCondition<JavaClass> BE_A_VALUE = condition(
            "be an interface, an enum, a record, or final with final fields",
            type -> isPlain(type)
                    || (type.getModifiers().contains(JavaModifier.FINAL)
                            && type.getFields().stream()
                                    .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL))));

    private ClassShapeConditions() {}

    private static boolean isPlain(JavaClass type) {
        return type.isInterface()
                || type.isEnum()
                || type.isRecord()
                || type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static ArchCondition<JavaClass> condition(String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!holds.test(type)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is not as it should: " + description));
                }
            }
        };
    }
}
