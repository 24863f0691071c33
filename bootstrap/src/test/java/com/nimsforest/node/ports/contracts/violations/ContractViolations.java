package com.nimsforest.node.ports.contracts.violations;

/** What contracts must not be. */
public final class ContractViolations {
    private ContractViolations() {}

    public static final class ClassContract {}
}
