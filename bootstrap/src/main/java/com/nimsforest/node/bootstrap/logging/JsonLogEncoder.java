package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.nimsforest.node.domain.payload.PrintableText;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object a line: time, level, logger, thread, message, node, where in the runbook to read on, and the failure with its
 * trace where that is due.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    /** The property of the log that names the node. */
    static final String NODE = "node";

    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = mapper.createObjectNode()
                .put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        String node = getContext().getProperty(NODE);
        if (node != null) {
            line.put("node", node);
        }
        RunbookEntryFinder.of(event).ifPresent(entry -> line.put("runbook", entry));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            line.put("failure", LogMessageConverter.named(failure));
            if (LogMessageConverter.isTraced(event)) {
                line.put("trace", StackTraceText.of(failure));
            }
        }
        return (PrintableText.escaped(mapper.writeValueAsString(line)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
