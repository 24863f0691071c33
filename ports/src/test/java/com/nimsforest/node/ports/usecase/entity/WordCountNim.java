package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the words of each entity, which is the part of a word before {@code -}; and does what tests have it do. */
final class WordCountNim implements EntityNim<WordCountNim.Words> {
    record Words(List<String> words) {}

    /** What it does with a leaf's word. */
    interface Change {
        @Nullable
        Words of(Words before, String word, EntityEffects effects);
    }

    private final String name;
    private int version = 1;
    private Function<String, @Nullable EntityKey> naming = word -> EntityKey.of(word.split("-")[0]);
    private Change change = (before, word, effects) -> with(before, word);

    private WordCountNim(String name) {
        this.name = name;
    }

    static WordCountNim named(String name) {
        return new WordCountNim(name);
    }

    static Words with(Words before, String word) {
        return new Words(Stream.concat(before.words().stream(), Stream.of(word)).toList());
    }

    WordCountNim naming(Function<String, @Nullable EntityKey> other) {
        naming = other;
        return this;
    }

    WordCountNim doing(Change other) {
        change = other;
        return this;
    }

    WordCountNim version(int other) {
        version = other;
        return this;
    }

    @Override
    public Token name() {
        return Token.of(name);
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return Set.of(SubjectPattern.of("word.seen"));
    }

    @Override
    public Class<Words> stateType() {
        return Words.class;
    }

    @Override
    @SuppressWarnings("NullAway")
    public EntityKey entity(Leaf leaf) {
        return naming.apply(word(leaf));
    }

    @Override
    @SuppressWarnings("NullAway")
    public Words apply(Optional<Words> now, Leaf leaf, EntityEffects effects) {
        return change.of(now.orElse(new Words(List.of())), word(leaf), effects);
    }

    private static String word(Leaf leaf) {
        return leaf.data().text().replace("\"", "");
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public RetryPolicy retryPolicy() {
        return new RetryPolicy(3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public JsonPayload upgrade(JsonPayload state, int from) {
        return JsonPayload.of(state.text().replace("]", ",\"from" + from + "\"]"));
    }
}
