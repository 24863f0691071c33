package com.nimsforest.node.bootstrap.settings.parse;

import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.Token;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms that settings come in. */
public final class SettingParsers {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%a-z]*\\]?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})");
    private static final Map<String, Boolean> SWITCH = Map.of(
            "true", true, "yes", true, "on", true, "1", true, "false", false, "no", false, "off", false, "0", false);

    private SettingParsers() {}

    public static SettingParser<Duration> duration() {
        return new SettingParser<>(
                "a duration of more than 0 and at most 24h, with its unit: 5s, 500ms, 1m30s or PT5S", text -> {
                    Duration duration = DurationParser.read(text);
                    check(duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0);
                    return duration;
                });
    }

    public static SettingParser<Integer> wholeNumber(int lowest, int highest) {
        return new SettingParser<>(
                "a whole number from " + lowest + " to " + highest, text -> between(lowest, highest, text));
    }

    public static SettingParser<ReplicaGoal> replicas() {
        return new SettingParser<>(
                "auto, or a whole number from 1 to " + ReplicaGoal.MOST,
                text -> text.equalsIgnoreCase("auto")
                        ? ReplicaGoal.auto()
                        : ReplicaGoal.of(between(1, ReplicaGoal.MOST, text)));
    }

    public static SettingParser<Integer> countOrForEver(int lowest) {
        return new SettingParser<>(
                "a whole number of at least " + lowest + ", or -1 for ever",
                text -> text.equals("-1") ? -1 : between(lowest, Integer.MAX_VALUE, text));
    }

    public static SettingParser<NatsServerUrls> natsUrl() {
        return new SettingParser<>(
                "nats://host:port (or tls, ws, wss), with commas between several", NatsServerUrls::read);
    }

    public static SettingParser<URI> webUrl() {
        return new SettingParser<>("http://host:port or https://host:port", text -> {
            URI uri = URI.create(text);
            check(Set.of("http", "https").contains(String.valueOf(uri.getScheme())));
            if (uri.getRawUserInfo() != null || text.contains("@")) {
                throw new MalformedValueException("monitoring takes no login: leave it out");
            }
            check(uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535);
            return uri;
        });
    }

    public static SettingParser<String> host() {
        return new SettingParser<>("a host name or an address to listen on", text -> {
            check(HOST.matcher(text).matches());
            return text;
        });
    }

    public static SettingParser<Set<String>> hosts() {
        return new SettingParser<>("host names without ports, with commas between several", text -> {
            Set<String> names = new LinkedHashSet<>();
            for (String part : text.split("[,\\s]+")) {
                check(NAME.matcher(part).matches());
                names.add(part);
            }
            return names;
        });
    }

    public static SettingParser<List<String>> peers() {
        return new SettingParser<>("host:port or [v6]:port, with commas between several", PeerAddressParser::read);
    }

    public static SettingParser<Token> name() {
        return new SettingParser<>("1 to 63 letters, digits, '_' or '-', the first a letter or digit", Token::of);
    }

    public static SettingParser<Boolean> onOrOff() {
        return new SettingParser<>("true or false", text -> {
            Boolean value = SWITCH.get(text.toLowerCase(Locale.ROOT));
            if (value == null) {
                throw new IllegalArgumentException("neither true nor false");
            }
            return value;
        });
    }

    public static <E extends Enum<E>> SettingParser<E> oneOf(Class<E> type, String expected) {
        return new SettingParser<>(expected, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    public static SettingParser<Path> file() {
        return path(
                "the path of a file that this user may read",
                file -> Files.isRegularFile(file) && Files.isReadable(file));
    }

    public static SettingParser<Path> folder() {
        return path(
                "the path of a folder that this user may read",
                folder -> Files.isDirectory(folder) && Files.isReadable(folder));
    }

    public static SettingParser<Path> writableFolder() {
        return path(
                "the path of a folder that this user may write to",
                folder -> Files.isDirectory(folder) && Files.isWritable(folder));
    }

    public static SettingParser<String> secret() {
        return new SettingParser<>("one line of text without control characters", text -> {
            check(text.chars().noneMatch(Character::isISOControl));
            return text;
        });
    }

    /** Several, so that a new one is known before the old one goes. */
    public static SettingParser<Set<String>> secrets() {
        return new SettingParser<>("a token of printable ASCII characters, or several with commas between", text -> {
            check(text.chars().allMatch(character -> character >= ' ' && character <= '~'));
            Set<String> secrets = new LinkedHashSet<>();
            for (String part : text.split("[,\\s]+")) {
                check(!part.isEmpty());
                secrets.add(part);
            }
            return secrets;
        });
    }

    static int between(int lowest, int highest, String text) {
        int number = Integer.parseInt(text);
        check(lowest <= number && number <= highest);
        return number;
    }

    private static SettingParser<Path> path(String expected, Predicate<Path> rule) {
        Function<String, Path> reader = text -> {
            try {
                Path path = Path.of(text);
                if (SecretText.isIn(text)) {
                    throw new MalformedValueException(
                            "this is the secret itself: write it to a file that only this user"
                                    + " may read, and name that");
                }
                check(rule.test(path));
                return path;
            } catch (InvalidPathException notAPath) {
                throw new IllegalArgumentException("not a path", notAPath);
            }
        };
        return new SettingParser<>(expected, reader);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not of this form");
        }
    }
}
