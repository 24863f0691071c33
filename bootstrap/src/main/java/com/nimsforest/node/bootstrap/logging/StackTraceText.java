package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.List;
import java.util.stream.Stream;

/** The stack trace of a failure without the middle of a long one: a stack that overflowed has a thousand frames. */
final class StackTraceText {
    private static final int FIRST = 60;
    private static final int LAST = 20;

    private StackTraceText() {}

    static String of(IThrowableProxy failure) {
        List<String> lines = ThrowableProxyUtil.asString(failure).lines().toList();
        int left = lines.size() - FIRST - LAST;
        Stream<String> shown = left <= 1
                ? lines.stream()
                : Stream.of(
                                lines.subList(0, FIRST),
                                List.of("\t... " + left + " lines left out"),
                                lines.subList(lines.size() - LAST, lines.size()))
                        .flatMap(List::stream);
        return String.join(System.lineSeparator(), shown.toList());
    }
}
