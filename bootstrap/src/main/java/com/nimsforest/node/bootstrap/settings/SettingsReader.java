package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.settings.parse.SecretText;
import com.nimsforest.node.domain.payload.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds each setting: flag before variable before default. */
public final class SettingsReader {
    private static final long LARGEST_SECRET = 64 * 1024;

    private final Environment environment;
    private final Map<String, String> flags;

    /**
     * Reads from an environment and flags.
     *
     * @param flags what was given on the command line, by the name of the flag
     */
    public SettingsReader(Environment environment, Map<String, String> flags) {
        this.environment = requireNonNull(environment, "environment");
        this.flags = Map.copyOf(flags);
    }

    /** Everything that was found, right or wrong; a wrong value is no failure yet. */
    public SettingsReport read() {
        Map<SettingDefinition<?>, SettingValue<?>> values = new LinkedHashMap<>();
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            values.put(setting, valueOf(setting));
        }
        return new SettingsReport(values, UnknownVariableFinder.among(environment.names()), this::read);
    }

    private <T> SettingValue<T> valueOf(SettingDefinition<T> setting) {
        String flagged = flags.get(setting.flag());
        if (flagged != null) {
            return setting.secret()
                    ? fromFile(setting, setting.flag(), flagged)
                    : SettingValue.of(setting, SettingValueOrigin.FLAG, setting.flag(), flagged.strip());
        }
        Optional<String> text = environment.find(setting.variable());
        Optional<String> file = setting.secret() ? environment.find(setting.fileVariable()) : Optional.<String>empty();
        if (text.isPresent() && file.isPresent()) {
            String problem = setting.fileVariable() + ": expected one of it and " + setting + ", not both";
            return SettingValue.wrong(setting, SettingValueOrigin.FILE, problem);
        }
        return file.map(name -> fromFile(setting, setting.fileVariable(), name))
                .or(() -> text.map(
                        found -> SettingValue.of(setting, SettingValueOrigin.ENVIRONMENT, setting.variable(), found)))
                .orElseGet(() -> fromDefault(setting));
    }

    private static <T> SettingValue<T> fromDefault(SettingDefinition<T> setting) {
        return setting.standard()
                .get()
                .map(text -> SettingValue.of(setting, SettingValueOrigin.DEFAULT, setting.variable(), text))
                .orElseGet(() -> SettingValue.absent(setting));
    }

    private static <T> SettingValue<T> fromFile(SettingDefinition<T> setting, String name, String file) {
        return secretIn(file)
                .map(text -> SettingValue.of(setting, SettingValueOrigin.FILE, name, text))
                .orElseGet(() -> SettingValue.wrong(
                        setting,
                        SettingValueOrigin.FILE,
                        name + "=\"" + PrintableText.shortened(SecretText.maskedPath(file))
                                + "\": expected the path of a file that this user may read, with the secret in it"));
    }

    /** Without the byte order mark that editors of Windows put in front. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The secret in a file, without the line end that editors add; empty when there is none to be had. */
    static Optional<String> secretIn(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_SECRET) {
                return Optional.empty();
            }
            return Optional.of(withoutMark(Files.readString(path)).strip()).filter(text -> !text.isEmpty());
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
