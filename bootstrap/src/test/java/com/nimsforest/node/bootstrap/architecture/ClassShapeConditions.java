package com.nimsforest.node.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What kinds of classes there are. */
final class ClassShapeConditions {
    static final ArchCondition<JavaClass> BE_A_PORT_OR_A_VALUE =
            condition("be an interface, an enum or a record", ClassShapeConditions::isPlain);

    private static final Set<String> COLLECTIONS = Set.of("java.util.List", "java.util.Set", "java.util.Map");
    private static final Pattern IMMUTABLE = Pattern.compile(
            "java\\.lang\\.(String|Boolean|Integer|Long|Double)|java\\.(time|util\\.function|util\\.regex)\\..+"
                    + "|java\\.util\\.(Optional[A-Za-z]*|UUID|Locale|Comparator)|.*\\.node\\.domain\\..+");

    static final ArchCondition<JavaClass> BE_A_VALUE = condition(
            "be an interface, an enum, or a final class or record whose fields are final and immutable",
            type -> type.isInterface()
                    || type.isEnum()
                    || type.getModifiers().contains(JavaModifier.SYNTHETIC)
                    || type.getModifiers().contains(JavaModifier.FINAL)
                            && type.getFields().stream().allMatch(field -> isImmutable(type, field)));

    private ClassShapeConditions() {}

    private static boolean isImmutable(JavaClass type, JavaField field) {
        String name = field.getRawType().getName();
        boolean constant = field.getModifiers().contains(JavaModifier.STATIC);
        boolean value = field.getRawType().isPrimitive()
                || IMMUTABLE.matcher(name).matches()
                || COLLECTIONS.contains(name) && (constant || copies(type))
                || name.equals("[B") && field.getModifiers().contains(JavaModifier.PRIVATE);
        return field.getModifiers().contains(JavaModifier.FINAL) && value;
    }

    /** Whether a constructor copies what it is given, so that nobody else can change it. */
    private static boolean copies(JavaClass type) {
        return type.getConstructors().stream()
                .flatMap(constructor -> constructor.getMethodCallsFromSelf().stream())
                .anyMatch(call -> call.getName().matches("copyOf|clone|unmodifiable(List|Set|Map)"));
    }

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
