package com.nimsforest.node.domain.violations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Final fields of which the content changes. */
    public static final class Collecting {
        final List<String> names = new ArrayList<>();
    }

    public static final class Counting {
        final AtomicInteger count = new AtomicInteger();
    }

    /** Whoever made the list may change it. */
    public record Sharing(List<String> names) {}

    public static class Open {}
}
