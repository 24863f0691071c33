package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was taken out of the river, for a tree or for want of one. Only under the lock of {@link InMemoryServers}. */
final class InMemorySetAside {
    private static final String OF_TREE = "aside.tree.";
    private static final String UNKNOWN = "aside.unknown.";

    private final InMemoryServers servers;
    private final InMemoryStream stream;
    private final Map<Token, Collection<SubjectPattern>> trees = new LinkedHashMap<>();
    private SubjectPatternSet asked = SubjectPatternSet.empty();

    InMemorySetAside(InMemoryServers servers, InMemoryStream stream) {
        this.servers = servers;
        this.stream = stream;
    }

    SubjectPatternSet ask(Collection<SubjectPattern> patterns) {
        asked = asked.with(patterns);
        return asked;
    }

    SubjectPatternSet asked() {
        return asked;
    }

    static String filter(Token tree) {
        return OF_TREE + tree + ".>";
    }

    /** The tree that a message is set aside for. */
    static Token treeOf(String subject) {
        return Token.of(subject.substring(OF_TREE.length()).split("\\.")[0]);
    }

    static RiverPosition positionOf(String subject) {
        String[] tokens = subject.split("\\.");
        int last = tokens.length - 1;
        return new RiverPosition(Long.parseLong(tokens[last - 1]), Long.parseLong(tokens[last]));
    }

    /** Once for each tree, or once for want of one. */
    void keep(InMemoryMessage message, RiverPosition position, MessageId id, List<Token> failed) {
        String place = position.identity() + "." + position.sequence();
        if (failed.isEmpty()) {
            String subject = UNKNOWN + place + message.subject().substring("river".length());
            store(subject, position, message, id);
            stream.lastOf(subject).ifPresent(this::claim);
        }
        failed.forEach(tree -> store(OF_TREE + tree + "." + place, position, message, id));
    }

    private void store(String subject, RiverPosition position, InMemoryMessage message, MessageId id) {
        if (stream.lastOf(subject).isEmpty()) {
            LeafOrigin origin = LeafOrigin.late(LeafPosition.of("RIVER-" + position.identity(), position.sequence()));
            servers.store(
                    stream,
                    InMemoryMessage.unsent(subject, Optional.of(id), message.body())
                            .with(InMemoryHeaders.of(Optional.of(origin))),
                    Optional.empty());
        }
    }

    void appears(Token tree, Collection<SubjectPattern> patterns) {
        trees.computeIfAbsent(tree, any -> new ArrayList<>()).addAll(patterns);
        claim();
    }

    private void claim() {
        stream.all().stream()
                .filter(message -> message.subject().startsWith(UNKNOWN))
                .forEach(this::claim);
    }

    private void claim(InMemoryMessage message) {
        String[] tokens = message.subject().split("\\.", 5);
        Subject subject = Subject.of("river." + tokens[4]);
        List<Token> knowing = trees.entrySet().stream()
                .filter(tree -> tree.getValue().stream().anyMatch(pattern -> pattern.matches(subject)))
                .map(Map.Entry::getKey)
                .toList();
        if (!knowing.isEmpty()) {
            RiverPosition position = new RiverPosition(Long.parseLong(tokens[2]), Long.parseLong(tokens[3]));
            keep(message, position, message.id().orElseThrow(), knowing);
            stream.remove(message.sequence());
        }
    }
}
