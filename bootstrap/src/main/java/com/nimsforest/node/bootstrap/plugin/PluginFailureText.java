package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.payload.PrintableText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong in a plug-in, in one line. */
final class PluginFailureText {
    private static final int DEEP_ENOUGH = 10;
    private static final int LONG_ENOUGH = 500;
    private static final Pattern LATER_JAVA =
            Pattern.compile("(\\S+) has been compiled.*?class file version (\\d+)\\..*");
    private static final Pattern CLASS = Pattern.compile("[\\w$/.]+");
    /** Class files of Java 17 have the version 61. */
    private static final int VERSION_OF_JAVA_0 = 44;

    private PluginFailureText() {}

    static String of(Throwable thrown) {
        Throwable root = root(thrown);
        if (root instanceof UnsupportedClassVersionError) {
            return laterJava(root);
        }
        if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
            return missingClass(root);
        }
        return root == thrown || thrown instanceof ExceptionInInitializerError
                ? described(root)
                : described(thrown) + ": " + described(root);
    }

    /** The message of the JDK: the class, then the version of its file, then that which this Java knows. */
    private static String laterJava(Throwable thrown) {
        Matcher text = LATER_JAVA.matcher(String.valueOf(thrown.getMessage()));
        if (!text.matches()) {
            return described(thrown);
        }
        int needed = Integer.parseInt(text.group(2)) - VERSION_OF_JAVA_0;
        int present = Runtime.version().feature();
        return "the class " + text.group(1).replace('/', '.') + " needs Java " + needed + ", and the node runs on Java "
                + present + ": compile it with --release " + present + ", or run the node on Java " + needed;
    }

    private static String missingClass(Throwable thrown) {
        String name = String.valueOf(thrown.getMessage());
        if (!CLASS.matcher(name).matches()) {
            return described(thrown);
        }
        String missing = "the class " + name.replace('/', '.') + " is missing: ";
        return missing.startsWith("the class com.nimsforest.node.")
                ? missing + "compile the plug-in against this version of the node"
                : missing + "put it, or the library that has it, into the jar";
    }

    static String oneLine(String text) {
        String line = PrintableText.line(text.replaceAll("\\s+", " "));
        return line.length() > LONG_ENOUGH ? line.substring(0, LONG_ENOUGH) + "…" : line;
    }

    private static String described(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? kind : kind + ": " + thrown.getMessage();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < DEEP_ENOUGH && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }
}
