package com.nimsforest.node.bootstrap.command.session;

import com.nimsforest.node.bootstrap.cli.ClientSettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import com.nimsforest.node.ports.failure.UnknownSubjectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that connects to the forest, does one thing, and ends the connection. */
@Command(modelTransformer = ClientSettingFlagOptions.class, footerHeading = "%nExample:%n")
public abstract class ForestCommand implements Callable<Integer> {
    private final ForestCommandContext access;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    public ForestCommand(ForestCommandContext access) {
        this.access = access;
    }

    /** Reads what was typed, before there is a connection, so that wrong usage ends here; gives what is to be done. */
    protected abstract Work prepare();

    /** The id with which the same may be sent once more, when nobody can say whether it was stored; empty for none. */
    protected String idOfRepeat() {
        return "";
    }

    @Override
    public Integer call() {
        Work work = prepare();
        try (ForestSession session = access.sessions().open(SettingFlagOptions.settings(command, context()))) {
            return done(work, session);
        }
    }

    private int done(Work work, ForestSession session) {
        try {
            return work.on(session);
        } catch (StorageUnavailableException unavailable) {
            throw failure(unavailable, "", session);
        } catch (UnknownSubjectException unknown) {
            throw new CommandException(ProcessExitCodes.FAILED, unknown.getMessage() + ": " + unknown.hint(), unknown);
        } catch (UnknownOutcomeException unknown) {
            throw failure(unknown, "; it may have been stored or not" + repeat(), session);
        }
    }

    private String repeat() {
        return idOfRepeat().isEmpty() ? "" : ": the same again with --id " + idOfRepeat() + " does no harm";
    }

    private static CommandException failure(ForestException cause, String outcome, ForestSession session) {
        String hint = StorageFailureHint.of(session.storage().probe());
        return new CommandException(ProcessExitCodes.FAILED, cause.getMessage() + outcome + hint, cause);
    }

    protected final CommandContext context() {
        return access.context();
    }

    protected final ForestCommandContext access() {
        return access;
    }

    protected final boolean json() {
        return output.json();
    }

    /** Lines of the result. */
    protected final void print(String lines) {
        context().out().println(PrintableText.lines(lines));
        context().out().flush();
    }

    protected final ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** What was typed, or with '-' or nothing what is piped in. */
    protected final byte[] typedOrPiped(@Nullable String typed, String label) {
        if (typed != null && !typed.equals("-")) {
            return typed.getBytes(StandardCharsets.UTF_8);
        }
        if (typed == null && access.input().terminal()) {
            throw wrongUsage("expected " + label + ", or '-' to read it from standard input");
        }
        return access.input().read();
    }

    /** Makes a value of what was typed; what its constructor refuses is wrong usage. */
    protected final <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw wrongUsage(String.valueOf(refused.getMessage()));
        }
    }

    /** What is done once there is a connection; gives the exit code. */
    @FunctionalInterface
    public interface Work {
        int on(ForestSession session);
    }
}
