package com.nimsforest.node.domain.violations;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the domain must not do. */
public final class DomainViolations {
    private DomainViolations() {}

    public static final class Logging {
        final Logger log = LoggerFactory.getLogger("domain");
    }

    public static final class Reading {
        boolean reads() {
            return Files.exists(Path.of("file"));
        }
    }

    public static final class Mutable {
        int count;
    }

    public static class Open {}
}
