package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.fakes.InMemoryDeadLetterStore.Letter;
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
        return play(() -> servers.letters().tailMap(from).values().stream()
                .limit(most)
                .map(Letter::letter)
                .toList());
    }

    @Override
    public Optional<DeadLetter> find(long number) {
        return play(() -> Optional.ofNullable(servers.letters().get(number)).map(Letter::letter));
    }

    @Override
    public boolean retry(long number) {
        return play(() -> {
            Optional<Letter> found = Optional.ofNullable(servers.letters().get(number));
            found.ifPresent(this::putBack);
            return found.isPresent() && servers.letters().remove(number) != null;
        });
    }

    private void putBack(Letter letter) {
        if (!letter.trees().isEmpty()) {
            RiverPosition position =
                    new RiverPosition(servers.river().epoch(), letter.letter().sequence());
            servers.riverData().keep(letter.message(), position, letter.id(), letter.trees());
            return;
        }
        InMemoryStream stream = Stream.of(servers.river(), servers.leaves(), servers.humus())
                .filter(one -> one.name().equals(letter.letter().stream()))
                .findFirst()
                .orElseThrow();
        InMemoryMessage message = InMemoryMessage.unsent(
                        letter.message().subject(),
                        Optional.of(letter.id()),
                        letter.message().body())
                .onlyFor(letter.letter().consumer())
                .with(InMemoryHeaders.of(Optional.of(letter.origin())));
        servers.store(
                stream,
                message,
                Optional.of(new MessageId("letter/" + letter.letter().number())));
    }

    @Override
    public boolean drop(long number) {
        return play(() -> servers.letters().remove(number) != null);
    }
}
