package com.nimsforest.node.domain.wording;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A count and what it counts, such as {@code 1 message} and {@code 2 messages}. Pure. */
public final class CountedNoun {
    /** The noun at the beginning, with an adjective at most. */
    private static final Pattern NOUN = Pattern.compile("^((?:[a-z]+ )?)([a-z]{3,}s)\\b");

    private static final Map<String, String> SINGULAR_VERBS =
            Map.of("were", "was", "are", "is", "have", "has", "wait", "waits");
    private static final Pattern VERB = Pattern.compile("^([^,;:]*?) (were|are|have|wait)\\b");

    private CountedNoun() {}

    /** The count, and the words as {@link #agreeing} has them. */
    public static String of(long count, String words) {
        return count + " " + agreeing(count, words);
    }

    /**
     * The words as they follow the count.
     *
     * @param words a noun in the plural, perhaps with one adjective before it and more of the sentence behind it, such as
     *     {@code river messages wait}; what does not begin so stays as it is
     */
    public static String agreeing(long count, String words) {
        return count == 1 && NOUN.matcher(words).find() ? singularVerb(singularNoun(words)) : words;
    }

    private static String singularNoun(String words) {
        return NOUN.matcher(words).replaceFirst(found -> found.group(1) + singular(found.group(2)));
    }

    private static String singular(String noun) {
        if (noun.endsWith("ies")) {
            return noun.substring(0, noun.length() - "ies".length()) + "y";
        }
        return noun.equals("leaves") ? "leaf" : noun.substring(0, noun.length() - 1);
    }

    private static String singularVerb(String words) {
        return VERB.matcher(words)
                .replaceFirst(
                        found -> Matcher.quoteReplacement(found.group(1) + " " + SINGULAR_VERBS.get(found.group(2))));
    }
}
