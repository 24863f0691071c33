package com.nimsforest.node.bootstrap.preflight;

import static java.util.Objects.requireNonNull;

/**
 * What came of one look at this machine.
 *
 * @param check what was looked at, in a word
 * @param where which port, file or address
 * @param finding what is there
 * @param remedy what to do about it; empty when it is OK
 */
public record PreflightCheckResult(
        PreflightCheckGrade grade, String check, String where, String finding, String remedy) {
    public PreflightCheckResult {
        requireNonNull(grade, "grade");
        requireNonNull(check, "check");
        requireNonNull(where, "where");
        requireNonNull(finding, "finding");
        requireNonNull(remedy, "remedy");
        if (grade != PreflightCheckGrade.OK && remedy.isBlank()) {
            throw new IllegalArgumentException(check + " is not OK without a remedy");
        }
    }

    static PreflightCheckResult ok(String check, String where, String finding) {
        return new PreflightCheckResult(PreflightCheckGrade.OK, check, where, finding, "");
    }

    static PreflightCheckResult warn(String check, String where, String finding, String remedy) {
        return new PreflightCheckResult(PreflightCheckGrade.WARN, check, where, finding, remedy);
    }

    static PreflightCheckResult fail(String check, String where, String finding, String remedy) {
        return new PreflightCheckResult(PreflightCheckGrade.FAIL, check, where, finding, remedy);
    }
}
