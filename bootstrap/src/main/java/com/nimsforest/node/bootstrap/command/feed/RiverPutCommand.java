package com.nimsforest.node.bootstrap.command.feed;

import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.usecase.RiverSubjectCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts data into the river and says where it is kept. */
@Command(
        name = "put",
        description = "Put data into the river. Returns when the servers have stored it.",
        footer = {
            "  nimsforest river put stripe.webhook --id evt_1 - < event.json",
            "  nimsforest river put general.api 'any text'",
            "",
            "The same --id again, within the servers' duplicate window, is not stored twice."
        })
public final class RiverPutCommand extends ForestCommand {
    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The subject; the prefix 'river.' is optional.")
    private String subject = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA|-",
            description = "The data; '-' or nothing: standard input.")
    private @Nullable String data;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Message id, under which the data is stored once; default: a new id.")
    private String id = UUID.randomUUID().toString();

    public RiverPutCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        MessageId messageId = typed(() -> MessageId.given(id));
        RiverData input = typed(() -> new RiverData(
                RiverSubjects.of(subject),
                RawPayload.of(typedOrPiped(data, "DATA")),
                access().clock().instant()));
        return session -> show(CompletionFailures.join(new RiverSubjectCheck(session.river())
                .check(input.subject())
                .thenCompose(known -> session.river().flow(messageId, input))));
    }

    @Override
    protected String idOfRepeat() {
        return id;
    }

    private int show(PublishReceipt receipt) {
        if (json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("stream", receipt.stream());
            result.put("seq", receipt.sequence());
            result.put("duplicate", receipt.duplicate());
            JsonResultPrinter.print(context().out(), result);
        } else {
            String outcome = receipt.duplicate() ? "was stored before: " : "stored ";
            print(outcome + receipt.stream() + " seq " + receipt.sequence());
        }
        return ProcessExitCodes.DONE;
    }
}
