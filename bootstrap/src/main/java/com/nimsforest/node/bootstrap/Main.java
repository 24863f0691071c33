package com.nimsforest.node.bootstrap;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.cli.TerminalDetector;
import com.nimsforest.node.bootstrap.cli.TypedArguments;
import com.nimsforest.node.bootstrap.command.NimsforestCommandLine;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.bootstrap.wiring.NodeRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Locale;

/** Where the jar starts: arguments in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Libraries and plug-ins write numbers and times too, and those must not depend on who started this process.
        Locale.setDefault(Locale.ROOT);
        Environment environment = Environment.ofProcess();
        CommandContext context = new CommandContext(
                environment,
                ResultWriter.of(new FileOutputStream(FileDescriptor.out), TerminalDetector.isOutputPipe()),
                ResultWriter.of(new FileOutputStream(FileDescriptor.err), false),
                colourful(environment),
                settings -> NodeRunner.run(settings, ServiceNotifier.of(environment)));
        System.exit(execute(context, arguments));
    }

    private static int execute(CommandContext context, String... arguments) {
        try {
            return new NimsforestCommandLine(context).execute(TypedArguments.of(arguments));
        } catch (CommandException refused) {
            context.say("nimsforest: " + refused.getMessage());
            return refused.exitCode();
        }
    }

    private static boolean colourful(Environment environment) {
        boolean wanted = environment.find("NO_COLOR").isEmpty()
                && !environment.find("TERM").orElse("dumb").equals("dumb");
        return wanted && TerminalDetector.isOutput();
    }
}
