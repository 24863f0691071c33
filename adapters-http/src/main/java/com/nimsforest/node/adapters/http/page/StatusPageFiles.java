package com.nimsforest.node.adapters.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.webjars.WebJarVersionLocator;

/** The files of the page, all of them from the jar. */
final class StatusPageFiles {
    private static final String[] OURS = {
        "page.css",
        "forest.css",
        "icon.svg",
        "page.js",
        "changes.js",
        "chart.js",
        "dom.js",
        "feed.js",
        "flow.js",
        "live.js",
        "mesh.js",
        "problems.js",
        "table.js",
        "tables.js",
        "summary.js",
        "format.js"
    };
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");
    private static final int VERSION_DIGITS = 12;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final byte[] reload = read("reload.js");
    private final String version;
    private final String page;

    StatusPageFiles() {
        for (String name : OURS) {
            files.put(name, read(name));
        }
        files.put("uplot.js", read(webjar("uplot", "dist/uPlot.esm.js")));
        files.put("uplot.css", read(webjar("uplot", "dist/uPlot.min.css")));
        version = version();
        page = new String(read("page.html"), StandardCharsets.UTF_8)
                .replace("{version}", version)
                .replace("{reload}", new String(reload, StandardCharsets.UTF_8));
    }

    private static String webjar(String name, String file) {
        return Optional.ofNullable(new WebJarVersionLocator().fullPath(name, file))
                .map(path -> "/" + path)
                .orElseThrow(() -> new IllegalStateException("the webjar " + name + " is not in the jar"));
    }

    private static byte[] read(String name) {
        try (InputStream file = StatusPageFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same for the same files, on every node. */
    private String version() {
        MessageDigest digest = sha256();
        files.values().forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String currentVersion() {
        return version;
    }

    /** The first page; all that it loads has the version in its path. */
    String page() {
        return page;
    }

    /** The one script that stands in the page, as a content security policy names it. */
    String sourceOfItsOwnScript() {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256().digest(reload)) + "'";
    }

    /** A file of this version; empty for any other. */
    Optional<byte[]> file(String wanted, String name) {
        return wanted.equals(version) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }

    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
