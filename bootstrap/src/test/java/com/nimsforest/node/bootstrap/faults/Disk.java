package com.nimsforest.node.bootstrap.faults;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own for one server: ext4 on a loop device. The file behind it holds only what was written back, so a copy
 * of it is what a power cut would leave. Needs root.
 */
final class Disk implements AutoCloseable {
    private final Path image;
    private final Path mount;

    private Disk(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    static Disk make(Path folder, String name, int megabytes) {
        Disk disk = new Disk(folder.resolve(name + ".img"), folder.resolve(name + ".disk"));
        Shell.run("truncate", "-s", megabytes + "M", disk.image.toString());
        Shell.run("mkfs.ext4", "-q", "-F", disk.image.toString());
        Shell.run("mkdir", "-p", disk.mount.toString());
        disk.mount();
        return disk;
    }

    Path path() {
        return mount;
    }

    /** What the disk would hold after a power cut now; the server must stand still. */
    void photograph() {
        Shell.run("cp", "--sparse=always", image.toString(), image + ".cut");
    }

    /** The disk is as it was photographed; the server must be gone. */
    void loseTheRest() {
        unmount();
        Shell.run("mv", image + ".cut", image.toString());
        mount();
    }

    /** Takes all the room that is left. */
    void fill() {
        Shell.attempt("dd", "if=/dev/zero", "of=" + mount.resolve("ballast"), "bs=1M", "status=none");
        Shell.attempt("dd", "if=/dev/zero", "of=" + mount.resolve("ballast2"), "bs=4k", "status=none");
    }

    void free() {
        Shell.run(
                "rm",
                "-f",
                mount.resolve("ballast").toString(),
                mount.resolve("ballast2").toString());
    }

    private void mount() {
        Shell.run("mount", "-o", "loop", image.toString(), mount.toString());
    }

    private void unmount() {
        Shell.run("umount", mount.toString());
    }

    @Override
    public void close() {
        if (Files.isDirectory(mount)) {
            Shell.attempt("umount", mount.toString());
        }
    }
}
