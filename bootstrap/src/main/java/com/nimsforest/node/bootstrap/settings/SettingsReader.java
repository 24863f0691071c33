package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.settings.parse.SecretText;
import com.nimsforest.node.domain.payload.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds each setting: flag before variable before default. */
public final class SettingsReader {
    private static final long LARGEST_SECRET = 64 * 1024;

    private final Environment environment;
    private final Map<String, String> flags;
    private final Optional<InstalledSettingsFile> installed;

    /**
     * Reads from an environment and flags.
     *
     * @param flags what was given on the command line, by the name of the flag
     */
    public SettingsReader(Environment environment, Map<String, String> flags) {
        this(environment, flags, Optional.empty());
    }

    private SettingsReader(
            Environment environment, Map<String, String> flags, Optional<InstalledSettingsFile> installed) {
        this.environment = requireNonNull(environment, "environment");
        this.flags = Map.copyOf(flags);
        this.installed = installed;
    }

    /**
     * The same, with the file of an installed node between the variables and the defaults; all of it is passed over when a
     * variable or a flag says which server is meant or how to log in there, since the file's secrets are for its own server.
     */
    public SettingsReader withInstalled(InstalledSettingsFile file) {
        return new SettingsReader(environment, flags, Optional.of(file).filter(found -> !isServerChosen()));
    }

    private boolean isServerChosen() {
        return KnownSettings.ALL.stream()
                .filter(setting -> setting.variable().startsWith("NATS_"))
                .anyMatch(setting -> flags.containsKey(setting.flag())
                        || environment.find(setting.variable()).isPresent()
                        || environment.find(setting.fileVariable()).isPresent());
    }

    /** Everything that was found, right or wrong; a wrong value is no failure yet. */
    public SettingsReport read() {
        Map<SettingDefinition<?>, SettingValue<?>> values = new LinkedHashMap<>();
        Environment file =
                new Environment(installed.flatMap(InstalledSettingsFile::read).orElse(Map.of()));
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            values.put(setting, valueOf(setting, file));
        }
        List<String> warnings = new ArrayList<>(UnknownVariableFinder.among(environment.names()));
        installed
                .filter(InstalledSettingsFile::isDenied)
                .ifPresent(denied -> warnings.add(
                        denied + ": this user may not read it; with sudo, this machine's" + " settings are used"));
        return new SettingsReport(values, warnings, this::read);
    }

    private <T> SettingValue<T> valueOf(SettingDefinition<T> setting, Environment installedFile) {
        String flagged = flags.get(setting.flag());
        if (flagged != null) {
            return setting.secret()
                    ? fromFile(setting, setting.flag(), flagged)
                    : SettingValue.of(setting, SettingValueOrigin.FLAG, setting.flag(), flagged.strip());
        }
        return inVariables(setting, environment, SettingValueOrigin.ENVIRONMENT)
                .or(() -> inVariables(setting, installedFile, SettingValueOrigin.INSTALLED))
                .orElseGet(() -> fromDefault(setting));
    }

    private static <T> Optional<SettingValue<T>> inVariables(
            SettingDefinition<T> setting, Environment environment, SettingValueOrigin origin) {
        Optional<String> text = environment.find(setting.variable());
        Optional<String> file = setting.secret() ? environment.find(setting.fileVariable()) : Optional.<String>empty();
        if (text.isPresent() && file.isPresent()) {
            String problem = setting.fileVariable() + ": expected one of it and " + setting + ", not both";
            return Optional.of(SettingValue.wrong(setting, SettingValueOrigin.FILE, problem));
        }
        return file.map(name -> fromFile(setting, setting.fileVariable(), name))
                .or(() -> text.map(found -> SettingValue.of(setting, origin, setting.variable(), found)));
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
