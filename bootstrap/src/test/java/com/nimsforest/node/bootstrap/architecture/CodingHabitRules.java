package com.nimsforest.node.bootstrap.architecture;

import static com.nimsforest.node.bootstrap.architecture.RulePackages.*;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.nimsforest.node.adapters.http.violations.HttpViolations;
import com.nimsforest.node.adapters.nats.violations.NatsViolations;
import com.nimsforest.node.bootstrap.Main;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.violations.BootstrapViolations;
import com.nimsforest.node.domain.connection.ConnectionTracker;
import com.nimsforest.node.domain.violations.DomainViolations;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.violations.DrivenViolations;
import com.nimsforest.node.ports.driving.violations.DrivingViolations;
import com.nimsforest.node.ports.usecase.violations.UseCaseViolations;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** How classes are made, and what they leave to others. */
final class CodingHabitRules {
    private static final String PORT_PACKAGE = ROOT + ".ports.driven";

    /** What is handed over rather than implemented once. */
    private static final Set<String> NO_PORTS = Set.of(DeliveryHandler.class.getName(), Subscription.class.getName());

    /** What writes or reads text by the default locale, unless it is given one. */
    private static final Set<String> BY_LOCALE = Set.of(
            "java.lang.String.format",
            "java.lang.String.formatted",
            "java.lang.String.toLowerCase",
            "java.lang.String.toUpperCase",
            "java.io.PrintWriter.printf",
            "java.io.PrintWriter.format",
            "java.io.PrintStream.printf",
            "java.io.PrintStream.format",
            "java.time.format.DateTimeFormatter.ofPattern",
            "java.time.format.DateTimeFormatterBuilder.toFormatter");

    private CodingHabitRules() {}

    static List<ArchitectureRule> shapes() {
        return List.of(
                ArchitectureRule.of(
                        classes()
                                .that()
                                .resideInAnyPackage(DRIVING, DRIVEN)
                                .should(ClassShapeConditions.BE_A_PORT_OR_A_VALUE)
                                .as("ports are interfaces, and enums and records for them"),
                        DrivenViolations.PortAsClass.class,
                        DrivingViolations.PortAsClass.class),
                ArchitectureRule.of(
                        classes()
                                .that()
                                .resideInAPackage(DOMAIN)
                                .and()
                                .doNotBelongToAnyOf(ConnectionTracker.class)
                                .should(ClassShapeConditions.BE_A_VALUE)
                                .as("domain classes are values"),
                        DomainViolations.Mutable.class,
                        DomainViolations.Collecting.class,
                        DomainViolations.Counting.class,
                        DomainViolations.Sharing.class,
                        DomainViolations.Open.class),
                ArchitectureRule.of(
                        classes()
                                .that(implementAPort())
                                .should()
                                .resideInAPackage(ADAPTERS)
                                .as("only adapters implement driven ports"),
                        UseCaseViolations.BlowingWind.class),
                ArchitectureRule.of(
                        classes()
                                .that(implementAPort())
                                .and()
                                .resideInAPackage(NATS)
                                .should()
                                .haveModifier(JavaModifier.FINAL)
                                .andShould()
                                .haveNameMatching(".*\\.(Nats\\w+|\\w+Probe|\\w+View)")
                                .as("what implements a port on NATS is final and says so"),
                        NatsViolations.NatsOpenWind.class,
                        NatsViolations.WindImpl.class));
    }

    static List<ArchitectureRule> habits() {
        return List.of(
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .doNotHaveFullyQualifiedName(Main.class.getName())
                                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                                .as("only Main touches the standard streams"),
                        BootstrapViolations.Printing.class),
                ArchitectureRule.of(
                        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING, BootstrapViolations.OldLog.class),
                ArchitectureRule.of(
                        GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS, BootstrapViolations.Vague.class),
                ArchitectureRule.of(
                        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION, BootstrapViolations.Injected.class),
                ArchitectureRule.of(
                        noClasses()
                                .should()
                                .callMethodWhere(readsTheClock())
                                .orShould()
                                .callMethod(System.class, "currentTimeMillis")
                                .as("the time comes from a clock that was given"),
                        NatsViolations.ReadsTheTime.class,
                        NatsViolations.ReadsTheMillis.class),
                ArchitectureRule.of(
                        noClasses()
                                // A certificate tells its end in no other way.
                                .that()
                                .doNotHaveSimpleName("TlsFiles")
                                .should()
                                .dependOnClassesThat()
                                .belongToAnyOf(Date.class, Calendar.class)
                                .orShould()
                                .dependOnClassesThat()
                                .resideInAPackage("java.text..")
                                .as("no legacy dates"),
                        NatsViolations.OldDates.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(NATS_CONNECTION)
                                .should()
                                .callMethodWhere(sleeps())
                                .as("nobody sleeps but the connector"),
                        HttpViolations.Sleeping.class),
                ArchitectureRule.of(
                        noClasses()
                                .should()
                                .callMethodWhere(usesTheLocale())
                                .as("no number, time or name depends on the locale"),
                        HttpViolations.WritesByTheLocale.class,
                        HttpViolations.ReadsByTheLocale.class),
                ArchitectureRule.of(
                        noClasses()
                                .should()
                                .callMethodWhere(usesTheCommonPool())
                                .as("nothing depends on the common pool, which may have no threads"),
                        HttpViolations.NeedsTheCommonPool.class,
                        HttpViolations.NeedsTheDefaultExecutor.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(BOOTSTRAP)
                                .should()
                                .callCodeUnitWhere(makesThreads())
                                .as("threads are made by bootstrap"),
                        HttpViolations.MakesAThread.class,
                        HttpViolations.MakesAnExecutor.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .doNotHaveFullyQualifiedName(Environment.class.getName())
                                .should()
                                .callMethodWhere(readsTheEnvironment())
                                .as("the environment is read in one place"),
                        BootstrapViolations.ReadsTheEnvironment.class,
                        NatsViolations.ReadsAVariable.class));
    }

    private static DescribedPredicate<JavaClass> implementAPort() {
        return describe(
                "implement a driven port",
                type -> !type.isInterface()
                        && !type.getPackageName().startsWith(PORT_PACKAGE)
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(port -> port.getPackageName().startsWith(PORT_PACKAGE)
                                        && port.isTopLevelClass()
                                        && !NO_PORTS.contains(port.getName())));
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return describe(
                "read the system's clock",
                call -> call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getName().equals("now")
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static DescribedPredicate<JavaCall<?>> usesTheLocale() {
        return describe("use the default locale", call -> {
            String method = call.getTargetOwner().getName() + "." + call.getName();
            boolean given = call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Locale.class));
            return !given && BY_LOCALE.contains(method);
        });
    }

    private static DescribedPredicate<JavaCall<?>> usesTheCommonPool() {
        return describe("use the common pool", call -> {
            boolean executor = call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Executor.class));
            boolean async = call.getTargetOwner().isAssignableTo(CompletionStage.class)
                    && (call.getName().endsWith("Async")
                            || call.getName().matches("delayedExecutor|(run|supply)Async"));
            return async && !executor || call.getName().equals("commonPool");
        });
    }

    private static DescribedPredicate<JavaCall<?>> sleeps() {
        return describe(
                "sleep",
                call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                        && call.getName().equals("sleep"));
    }

    private static DescribedPredicate<JavaCall<?>> makesThreads() {
        return describe(
                "make threads",
                call -> call.getTargetOwner().isEquivalentTo(Executors.class)
                        || (call.getName().equals("<init>")
                                && (call.getTargetOwner().isAssignableTo(Thread.class)
                                        || call.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("java.util.concurrent")
                                                && call.getTargetOwner().isAssignableTo(Executor.class))));
    }

    private static DescribedPredicate<JavaCall<?>> readsTheEnvironment() {
        return describe(
                "read the environment",
                call -> call.getTargetOwner().isEquivalentTo(System.class)
                        && call.getName().equals("getenv"));
    }
}
