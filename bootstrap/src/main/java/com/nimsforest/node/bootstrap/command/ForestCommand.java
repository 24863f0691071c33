package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that connects to the forest, does one thing, and ends the connection. */
@Command(modelTransformer = ClientFlags.class, footerHeading = "%nExample:%n")
abstract class ForestCommand implements Callable<Integer> {
    private final ForestAccess access;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ForestCommand(ForestAccess access) {
        this.access = access;
    }

    /** Reads what was typed, before there is a connection, so that wrong usage ends here; gives what is to be done. */
    abstract Work prepare();

    /** The id with which the same may be sent once more, when nobody can say whether it was stored; empty for none. */
    String idOfRepeat() {
        return "";
    }

    @Override
    public Integer call() {
        Work work = prepare();
        try (Session session = access.sessions().open(SettingFlags.settings(command, context()))) {
            return done(work, session);
        }
    }

    private int done(Work work, Session session) {
        try {
            return work.on(session);
        } catch (StorageUnavailableException unavailable) {
            throw failure(unavailable, "", session);
        } catch (UnknownOutcomeException unknown) {
            throw failure(unknown, "; it may have been stored or not" + repeat(), session);
        }
    }

    private String repeat() {
        return idOfRepeat().isEmpty() ? "" : ": the same again with --id " + idOfRepeat() + " does no harm";
    }

    private static CommandFailure failure(ForestException cause, String outcome, Session session) {
        String hint = StorageHint.of(session.storage().probe());
        return new CommandFailure(ExitCodes.FAILED, cause.getMessage() + outcome + hint, cause);
    }

    final CommandContext context() {
        return access.context();
    }

    final ForestAccess access() {
        return access;
    }

    final boolean json() {
        return output.json();
    }

    /** One line of the result. */
    final void print(String line) {
        context().out().println(line);
        context().out().flush();
    }

    final ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** What was typed, or with '-' or nothing what is piped in. */
    final byte[] typedOrPiped(@Nullable String typed, String label) {
        if (typed != null && !typed.equals("-")) {
            return typed.getBytes(StandardCharsets.UTF_8);
        }
        if (typed == null && access.input().terminal()) {
            throw wrongUsage("expected " + label + ", or '-' to read it from standard input");
        }
        return access.input().read();
    }

    /** Makes a value of what was typed; what its constructor refuses is wrong usage. */
    final <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw wrongUsage(String.valueOf(refused.getMessage()));
        }
    }

    /** What is done once there is a connection; gives the exit code. */
    @FunctionalInterface
    interface Work {
        int on(Session session);
    }

    /** Waits for the answer, which the adapter bounds. */
    static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ForestException known) {
                throw known;
            }
            throw failed;
        }
    }
}
