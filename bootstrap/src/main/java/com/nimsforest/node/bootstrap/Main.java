package com.nimsforest.node.bootstrap;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.TerminalDetector;
import com.nimsforest.node.bootstrap.command.NimsforestCommandLine;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.bootstrap.wiring.NodeRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the jar starts: arguments in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Environment environment = Environment.ofProcess();
        CommandContext context = new CommandContext(
                environment,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                colourful(environment),
                settings -> NodeRunner.run(settings, ServiceNotifier.of(environment)));
        System.exit(new NimsforestCommandLine(context).execute(arguments));
    }

    /** Always UTF-8, whatever the locale of a unit or a container is. */
    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
    }

    private static boolean colourful(Environment environment) {
        boolean wanted = environment.find("NO_COLOR").isEmpty()
                && !environment.find("TERM").orElse("dumb").equals("dumb");
        return wanted && TerminalDetector.isOutput();
    }
}
