package com.nimsforest.node.ports.usecase.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;

/** What an audit reads, and writes when it repairs. */
public record AuditPorts(
        StreamSnapshot snapshot, Humus humus, Soil soil, StorageProbe storage, PipelineProbe pipeline) {
    public AuditPorts {
        requireNonNull(snapshot, "snapshot");
        requireNonNull(humus, "humus");
        requireNonNull(soil, "soil");
        requireNonNull(storage, "storage");
        requireNonNull(pipeline, "pipeline");
    }
}
