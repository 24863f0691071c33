package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.settings.parse.SecretText;
import com.nimsforest.node.bootstrap.settings.parse.SettingParser;
import com.nimsforest.node.bootstrap.settings.parse.SettingParsers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One thing that can be set from outside.
 *
 * @param variable the name in the environment
 * @param standard the text that counts when nothing is set; empty for a setting that may be absent
 * @param meaning what it does, in one line
 * @param secret true when the value is never shown, and may come in a file named by {@code variable_FILE}
 */
public record SettingDefinition<T>(
        String variable, Supplier<Optional<String>> standard, String meaning, SettingParser<T> form, boolean secret) {
    private static final String OWN_PREFIX = "nimsforest-";
    private static final Set<String> LEADING_TO_SECRETS = Set.of("NATS_CREDS", "NATS_NKEY", "NATS_KEY");

    public SettingDefinition {
        requireNonNull(variable, "variable");
        requireNonNull(standard, "standard");
        requireNonNull(meaning, "meaning");
        requireNonNull(form, "form");
    }

    static <T> SettingDefinition<T> optional(String variable, SettingParser<T> form, String meaning) {
        return new SettingDefinition<>(variable, Optional::empty, meaning, form, false);
    }

    static <T> SettingDefinition<T> standard(String variable, String standard, SettingParser<T> form, String meaning) {
        return new SettingDefinition<>(variable, () -> Optional.of(standard), meaning, form, false);
    }

    static SettingDefinition<String> secret(String variable, String meaning) {
        return new SettingDefinition<>(variable, Optional::empty, meaning, SettingParsers.secret(), true);
    }

    static SettingDefinition<Set<String>> secrets(String variable, String meaning) {
        return new SettingDefinition<>(variable, Optional::empty, meaning, SettingParsers.secrets(), true);
    }

    /** The variable that names a file which holds the value; for secrets. */
    public String fileVariable() {
        return variable + "_FILE";
    }

    /** The flag of the same meaning: a secret is given by its file alone, as arguments are open to all users. */
    public String flag() {
        String name = variable.toLowerCase(Locale.ROOT).replace('_', '-');
        String own = name.startsWith(OWN_PREFIX) ? name.substring(OWN_PREFIX.length()) : name;
        return "--" + own + (secret ? "-file" : "");
    }

    /** What counts when nothing is set, for the documentation: the same on every machine. */
    public Optional<String> usual() {
        return this == KnownSettings.NODE_NAME ? Optional.of("the host name") : standard.get();
    }

    /** Completes the sentence "expected …". */
    public String expected() {
        return form.expected();
    }

    /** The value as it may be shown to anyone. */
    public String shown(String text) {
        // What is no user name may be something that was meant to stay unseen.
        if (secret || this == KnownSettings.NATS_USER && form.read(text).isEmpty()) {
            return "***";
        }
        return LEADING_TO_SECRETS.contains(variable) ? SecretText.maskedPath(text) : SecretText.masked(text);
    }

    @Override
    public String toString() {
        return variable;
    }
}
