package com.nimsforest.node.bootstrap.settings.parse;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody most likely meant. */
public final class ClosestNameFinder {
    private ClosestNameFinder() {}

    /** The candidate that takes the fewest changes of a letter; the candidates must not be empty. */
    public static String of(Collection<String> candidates, String written) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(written, candidate)))
                .orElseThrow();
    }

    /** Levenshtein's: how many letters have to be added, taken away or changed. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
