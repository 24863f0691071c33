package com.nimsforest.node.bootstrap.plugin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A jar as it was at the start, in a file of the node's own: a class loader reads classes when they are first used, and
 * would read something else, or half of it, when the jar has been overwritten meanwhile.
 *
 * @param origin the file in the folder of plug-ins
 * @param copy what the classes are loaded from
 */
record PluginJarCopy(Path origin, Path copy, FileTime modified, long size) {
    /** Copies the jar and reads all of the copy. Fails when it is no whole zip, or changes at this moment. */
    static PluginJarCopy of(Path origin, Path folder) throws IOException {
        BasicFileAttributes before = Files.readAttributes(origin, BasicFileAttributes.class);
        if (before.isDirectory()) {
            throw new ZipException("is a folder");
        }
        Path copy = folder.resolve(origin.getFileName());
        Files.copy(origin, copy, StandardCopyOption.REPLACE_EXISTING);
        PluginJarCopy made = new PluginJarCopy(origin, copy, before.lastModifiedTime(), before.size());
        if (made.hasOtherAttributes() || Files.size(copy) != before.size()) {
            throw new ZipException("was written to while it was read");
        }
        requireWhole(copy);
        return made;
    }

    /** The directory at its end, and each entry with its checksum. */
    private static void requireWhole(Path jar) throws IOException {
        int listed;
        try (ZipFile file = new ZipFile(jar.toFile())) {
            listed = file.size();
        }
        int read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(jar));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(java.io.OutputStream.nullOutputStream());
                read++;
            }
        }
        if (read < listed) {
            throw new ZipException(read + " of " + listed + " entries can be read");
        }
    }

    /** Whether the file in the folder of plug-ins is another one now, or gone. */
    boolean isChanged() {
        try {
            return hasOtherAttributes() && Files.mismatch(origin, copy) >= 0;
        } catch (IOException gone) {
            return true;
        }
    }

    private boolean hasOtherAttributes() throws IOException {
        BasicFileAttributes now = Files.readAttributes(origin, BasicFileAttributes.class);
        return now.size() != size || !now.lastModifiedTime().equals(modified);
    }
}
