package com.nimsforest.node.bootstrap.architecture;

import static com.nimsforest.node.bootstrap.architecture.RulePackages.*;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.nimsforest.node.adapters.http.violations.HttpViolations;
import com.nimsforest.node.bootstrap.violations.BootstrapViolations;
import com.nimsforest.node.domain.violations.DomainViolations;
import com.nimsforest.node.domain.violations.one.CycleOne;
import com.nimsforest.node.domain.violations.other.CycleOther;
import com.nimsforest.node.ports.driven.violations.DrivenViolations;
import com.nimsforest.node.ports.driving.violations.DrivingViolations;
import com.nimsforest.node.ports.usecase.violations.UseCaseViolations;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Who may know whom. */
final class ModuleMapRules {
    private ModuleMapRules() {}

    static List<ArchitectureRule> modules() {
        return List.of(
                ArchitectureRule.of(
                        onlyKnows("the domain knows only itself", DOMAIN, DOMAIN), DomainViolations.Logging.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideInAPackage(DOMAIN)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..")
                                .as("the domain does no input and no output"),
                        DomainViolations.Reading.class),
                ArchitectureRule.of(
                        onlyKnows("driving ports know the domain and the failures", DRIVING, DRIVING, DOMAIN, FAILURE),
                        DrivingViolations.KnowsDriven.class),
                ArchitectureRule.of(
                        onlyKnows("driven ports know the domain and the failures", DRIVEN, DRIVEN, DOMAIN, FAILURE),
                        DrivenViolations.KnowsDriving.class),
                ArchitectureRule.of(
                        onlyKnows("failures know the domain", FAILURE, FAILURE, DOMAIN),
                        com.nimsforest.node.ports.failure.violations.FailureViolations.KnowsDriven.class),
                ArchitectureRule.of(
                        onlyKnows("use cases know ports, the domain and a log", USECASE, PORTS, DOMAIN, SLF4J[0]),
                        UseCaseViolations.KnowsNats.class),
                ArchitectureRule.of(
                        slices().matching(ROOT + ".adapters.(*)..")
                                .should()
                                .notDependOnEachOther()
                                .as("adapters do not know each other"),
                        HttpViolations.KnowsNatsAdapter.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideInAPackage(ADAPTERS)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(USECASE)
                                .as("adapters do not know use cases"),
                        HttpViolations.KnowsUseCase.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(BOOTSTRAP)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(BOOTSTRAP)
                                .as("nothing knows bootstrap"),
                        HttpViolations.KnowsBootstrap.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(LAB, TWIN, CATALOGUE)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(LAB, TWIN)
                                .as("only the list of commands knows the lab"),
                        BootstrapViolations.KnowsLab.class),
                ArchitectureRule.of(
                        slices().matching(ROOT + ".(**)")
                                .should()
                                .beFreeOfCycles()
                                .as("no packages know each other"),
                        CycleOne.class,
                        CycleOther.class));
    }

    static List<ArchitectureRule> libraries() {
        return List.of(
                ArchitectureRule.of(
                        only("the NATS client", NATS_CLIENT, NATS),
                        UseCaseViolations.KnowsNats.class,
                        BootstrapViolations.KnowsNats.class),
                ArchitectureRule.of(only("the web server", WEB, HTTP), BootstrapViolations.KnowsJavalin.class),
                ArchitectureRule.of(only("the meters", METRICS, HTTP), UseCaseViolations.KnowsMeters.class),
                ArchitectureRule.of(only("injection", INJECTION, WIRING), HttpViolations.KnowsGuice.class),
                ArchitectureRule.of(
                        only("JSON", JSON, ADAPTERS, COMMAND, CLI, DEMO, LAB, LOGGING, SETTINGS),
                        UseCaseViolations.KnowsJson.class),
                ArchitectureRule.of(
                        only("the command line", COMMAND_LINE, COMMAND, CLI, LAB),
                        BootstrapViolations.KnowsPicocli.class),
                ArchitectureRule.of(only("cron", CRON, PLUGIN), BootstrapViolations.KnowsCron.class),
                ArchitectureRule.of(
                        only("the log's writer", LOG_WRITER, LOGGING), BootstrapViolations.KnowsLogback.class),
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(DOMAIN, DRIVING, DRIVEN)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(SLF4J)
                                .as("the domain and the ports do not log"),
                        DomainViolations.Logging.class));
    }

    private static ArchRule onlyKnows(String description, String who, String... known) {
        return classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(plus(known))
                .as(description);
    }

    private static ArchRule only(String what, String[] library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .as(what + " stays in " + String.join(", ", packages));
    }
}
