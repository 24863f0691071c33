package com.nimsforest.node.bootstrap.command.feed;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a leaf and says whether it is kept. */
@Command(
        name = "drop",
        description = "Drop a leaf on the wind. It is stored if any nim of the forest asks for its subject.",
        footer = {
            "  nimsforest leaf drop payment.completed \\",
            "    '{\"customer_id\":\"cus_1\",\"amount\":150,\"currency\":\"usd\",\"item_id\":\"jacket\",\"event_id\":\"evt_1\"}'"
        })
public final class LeafDropCommand extends ForestCommand {
    private static final String SOURCE = "nimsforest-leaf-drop";

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The leaf's subject.")
    private String subject = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JSON|-",
            description = "The leaf's data; '-' or nothing: standard input.")
    private @Nullable String data;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Message id, under which the leaf is stored once; default: a new id.")
    private String id = UUID.randomUUID().toString();

    public LeafDropCommand(ForestCommandContext access) {
        super(access);
    }

    @Override
    protected Work prepare() {
        MessageId messageId = typed(() -> MessageId.given(id));
        Subject address = typed(() -> Subject.of(subject));
        LeafSubjectRules.objection(SubjectPattern.of(subject)).ifPresent(why -> {
            throw wrongUsage("no leaf may be dropped on " + subject + ": " + why);
        });
        Leaf leaf = new Leaf(address, typedJson(), SOURCE, access().clock().instant());
        return session -> show(leaf, CompletionFailures.join(session.leaves().keep(messageId, leaf)));
    }

    @Override
    protected String idOfRepeat() {
        return id;
    }

    private JsonPayload typedJson() {
        String text = new String(typedOrPiped(data, "JSON"), StandardCharsets.UTF_8);
        ExactJsonText.objection(text).ifPresent(why -> {
            throw wrongUsage("the data is not JSON: " + why);
        });
        return JsonPayload.of(text.strip());
    }

    private int show(Leaf leaf, boolean kept) {
        if (json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("subject", leaf.subject().value());
            result.put("kept", kept);
            JsonResultPrinter.print(context().out(), result);
        } else {
            print(kept ? "kept " + leaf.subject() : "blown " + leaf.subject() + ": no nim ever asked for it");
        }
        return ProcessExitCodes.DONE;
    }
}
