package com.nimsforest.node.domain.backup;

import static java.util.Objects.requireNonNull;

/**
 * Where a consumer was when its stream was backed up.
 *
 * @param ackFloor the sequence up to which all was acknowledged
 * @param unacknowledged how many messages beyond it were with handlers or waited for another attempt
 */
public record ConsumerBackup(String name, long ackFloor, long unacknowledged) {
    public ConsumerBackup {
        requireNonNull(name, "name");
    }
}
