package com.nimsforest.node.bootstrap.architecture;

import static com.nimsforest.node.bootstrap.architecture.RulePackages.ROOT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.nimsforest.node.adapters.nats.violations.NatsViolations;
import com.nimsforest.node.ports.contracts.violations.ContractViolations;
import java.util.List;

/** How tests are named, and what they need. */
final class TestNamingRules {
    static final String FIXTURE = ROOT + ".adapters.nats.fixture..";
    static final String CONTRACTS = ROOT + ".ports.contracts..";

    private TestNamingRules() {}

    static List<ArchitectureRule> tests() {
        return List.of(
                ArchitectureRule.of(
                        noClasses()
                                .that()
                                .haveSimpleNameEndingWith("Test")
                                .and()
                                .resideOutsideOfPackage(FIXTURE)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(FIXTURE, "org.testcontainers..")
                                .as("a Test needs no server; an IT does"),
                        NatsViolations.ServerTest.class),
                ArchitectureRule.of(
                        classes()
                                .that()
                                .haveSimpleNameEndingWith("Contract")
                                .should()
                                .beInterfaces()
                                .andShould()
                                .resideInAPackage(CONTRACTS)
                                .as("a Contract is an interface beside the other contracts"),
                        ContractViolations.ClassContract.class,
                        NatsViolations.StrayContract.class));
    }
}
