package com.nimsforest.node.bootstrap.check;

import static java.util.Objects.requireNonNull;

/**
 * What came of one look at this machine.
 *
 * @param check what was looked at, in a word
 * @param where which port, file or address
 * @param finding what is there
 * @param remedy what to do about it; empty when it is OK
 */
public record CheckResult(Grade grade, String check, String where, String finding, String remedy) {
    public CheckResult {
        requireNonNull(grade, "grade");
        requireNonNull(check, "check");
        requireNonNull(where, "where");
        requireNonNull(finding, "finding");
        requireNonNull(remedy, "remedy");
        if (grade != Grade.OK && remedy.isBlank()) {
            throw new IllegalArgumentException(check + " is not OK without a remedy");
        }
    }

    static CheckResult ok(String check, String where, String finding) {
        return new CheckResult(Grade.OK, check, where, finding, "");
    }

    static CheckResult warn(String check, String where, String finding, String remedy) {
        return new CheckResult(Grade.WARN, check, where, finding, remedy);
    }

    static CheckResult fail(String check, String where, String finding, String remedy) {
        return new CheckResult(Grade.FAIL, check, where, finding, remedy);
    }
}
