package com.nimsforest.node.bootstrap.faults;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own for one server: ext4 on a loop device. The file behind it holds only what was written back, so a copy
 * of it is what a power cut would leave. Needs root.
 */
final class LoopDisk implements AutoCloseable {
    private final Path image;
    private final Path mount;

    private LoopDisk(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    static LoopDisk make(Path folder, String name, int megabytes) {
        LoopDisk disk = new LoopDisk(folder.resolve(name + ".img"), folder.resolve(name + ".disk"));
        SystemShell.run("truncate", "-s", megabytes + "M", disk.image.toString());
        SystemShell.run("mkfs.ext4", "-q", "-F", disk.image.toString());
        SystemShell.run("mkdir", "-p", disk.mount.toString());
        disk.mount();
        return disk;
    }

    Path path() {
        return mount;
    }

    /** What the disk would hold after a power cut now; the server must stand still. */
    void photograph() {
        SystemShell.run("cp", "--sparse=always", image.toString(), image + ".cut");
    }

    /** The disk is as it was photographed; the server must be gone. */
    void loseTheRest() {
        unmount();
        SystemShell.run("mv", image + ".cut", image.toString());
        mount();
    }

    /** Takes all the room that is left. */
    void fill() {
        SystemShell.attempt("dd", "if=/dev/zero", "of=" + mount.resolve("ballast"), "bs=1M", "status=none");
        SystemShell.attempt("dd", "if=/dev/zero", "of=" + mount.resolve("ballast2"), "bs=4k", "status=none");
    }

    void free() {
        SystemShell.run(
                "rm",
                "-f",
                mount.resolve("ballast").toString(),
                mount.resolve("ballast2").toString());
    }

    private void mount() {
        SystemShell.run("mount", "-o", "loop", image.toString(), mount.toString());
    }

    private void unmount() {
        SystemShell.run("umount", mount.toString());
    }

    @Override
    public void close() {
        if (Files.isDirectory(mount)) {
            SystemShell.attempt("umount", mount.toString());
        }
    }
}
