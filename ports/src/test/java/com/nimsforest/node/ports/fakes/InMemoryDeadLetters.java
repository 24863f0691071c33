package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.fakes.InMemoryDeadLetterStore.StoredDeadLetter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The dead letters in memory. */
public final class InMemoryDeadLetters implements DeadLetters {
    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();

    InMemoryDeadLetters(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of any method. */
    public FaultScript script() {
        return script;
    }

    private <T> T play(Supplier<T> action) {
        return script.playNow(
                forest.link(),
                "DEADLETTER",
                () -> servers.locked(() -> {
                    servers.demandStorage("DEADLETTER");
                    return action.get();
                }));
    }

    @Override
    public List<DeadLetter> list(long from, int most) {
        return play(() -> servers.deadLetters().tailMap(from).values().stream()
                .limit(most)
                .map(StoredDeadLetter::deadLetter)
                .toList());
    }

    @Override
    public Optional<DeadLetter> find(long number) {
        return play(() -> Optional.ofNullable(servers.deadLetters().get(number)).map(StoredDeadLetter::deadLetter));
    }

    @Override
    public boolean retry(long number) {
        return play(() -> {
            Optional<StoredDeadLetter> found =
                    Optional.ofNullable(servers.deadLetters().get(number));
            found.ifPresent(this::putBack);
            return found.isPresent() && servers.deadLetters().remove(number) != null;
        });
    }

    private void putBack(StoredDeadLetter deadLetter) {
        if (!deadLetter.trees().isEmpty()) {
            RiverPosition position = new RiverPosition(
                    servers.river().epoch(), deadLetter.deadLetter().sequence());
            servers.riverData().keep(deadLetter.message(), position, deadLetter.id(), deadLetter.trees());
            return;
        }
        InMemoryStream stream = Stream.of(servers.river(), servers.leaves(), servers.humus())
                .filter(one -> one.name().equals(deadLetter.deadLetter().stream()))
                .findFirst()
                .orElseThrow();
        InMemoryMessage message = InMemoryMessage.unsent(
                        deadLetter.message().subject(),
                        Optional.of(deadLetter.id()),
                        deadLetter.message().body())
                .onlyFor(deadLetter.deadLetter().consumer())
                .with(InMemoryHeaders.of(Optional.of(deadLetter.origin())));
        servers.store(
                stream,
                message,
                Optional.of(new MessageId("letter/" + deadLetter.deadLetter().number())));
    }

    @Override
    public boolean drop(long number) {
        return play(() -> servers.deadLetters().remove(number) != null);
    }
}
