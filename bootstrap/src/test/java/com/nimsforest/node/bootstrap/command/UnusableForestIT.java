package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands say when there is no forest to feed or to look into. */
@Timeout(60)
class UnusableForestIT {
    private static NatsServer without;
    private static NatsServer empty;
    private static NatsServer closed;

    @BeforeAll
    static void start() {
        without = NatsServer.builder().withoutJetStream().start();
        empty = NatsServer.start();
        closed = NatsServer.builder().password("joe", "s3cret").start();
    }

    @AfterAll
    static void stop() {
        without.close();
        empty.close();
        closed.close();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noServerIsUnreachable(String command) {
        CommandResult typed = CommandResult.type("nats://127.0.0.1:1", command.split(" "));

        assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.UNREACHABLE);
        assertThat(typed.err()).contains("nats://127.0.0.1:1").hasLineCount(1);
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void refusedCredentialsAreUnreachable(String command) {
        CommandResult typed = CommandResult.type(closed.url().replace("//", "//joe:wrong@"), command.split(" "));

        assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.UNREACHABLE);
        assertThat(typed.err()).contains("credentials").doesNotContain("wrong").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void withoutJetStreamItIsSaidInOneLine(String command) {
        CommandResult typed = CommandResult.type(without.url(), command.split(" "));

        assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(typed.err()).contains("JetStream").hasLineCount(1);
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commandsThatNeedStreams")
    void missingStreamsAreSaidInOneLine(String command) {
        CommandResult typed = CommandResult.type(empty.url(), command.split(" "));

        assertThat(typed.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(typed.err()).contains("stream").hasLineCount(1);
        assertThat(typed.out()).isEmpty();
    }

    /** A leaf that nobody asks for only blows with the wind. */
    static Stream<String> commandsThatNeedStreams() {
        return commands().filter(command -> !command.startsWith("leaf"));
    }

    static Stream<String> commands() {
        return Stream.of(
                "river put x hello",
                "leaf drop order.placed {}",
                "soil get x",
                "soil ls",
                "soil watch",
                "humus ls",
                "humus tail",
                "deadletter ls",
                "deadletter show 1",
                "deadletter retry 1",
                "deadletter retry --all",
                "deadletter drop 1");
    }
}
