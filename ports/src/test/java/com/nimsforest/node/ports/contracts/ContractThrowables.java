package com.nimsforest.node.ports.contracts;

/** Throws what the compiler would not let pass, as code in Kotlin and Scala does. */
final class ContractThrowables {
    private ContractThrowables() {}

    static void throwUnchecked(Throwable thrown) {
        ContractThrowables.<RuntimeException>sneak(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
