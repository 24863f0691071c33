package com.nimsforest.node.bootstrap.preflight;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a nats-server. */
record NatsServerVersion(int major, int minor, int patch) implements Comparable<NatsServerVersion> {
    static final NatsServerVersion OLDEST = new NatsServerVersion(2, 11, 0);
    /**
     * The first in which only the system account removes machines and purges accounts: {@code jsLeaderServerRemoveRequest} and {@code
     * jsLeaderAccountPurgeRequest} in jetstream_api.go of nats-server.
     *
     * @see <a href="https://github.com/nats-io/nats-server/security/advisories/GHSA-fhg8-qxh5-7q3w">CVE-2025-30215</a>
     */
    static final NatsServerVersion GUARDED = new NatsServerVersion(2, 11, 1);

    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})");

    /** The first version in the text. */
    static Optional<NatsServerVersion> in(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? Optional.of(new NatsServerVersion(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3))))
                : Optional.empty();
    }

    boolean isBefore(NatsServerVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(NatsServerVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
        return byMinor == 0 ? Integer.compare(patch, other.patch) : byMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
