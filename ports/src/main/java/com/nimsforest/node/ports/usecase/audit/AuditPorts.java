package com.nimsforest.node.ports.usecase.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.util.function.Predicate;

/**
 * What an audit reads, and writes when it repairs.
 *
 * @param isJson whether a value of the soil is JSON: any client may write there
 */
public record AuditPorts(
        StreamSnapshot snapshot,
        Humus humus,
        Soil soil,
        StorageProbe storage,
        PipelineProbe pipeline,
        Predicate<JsonPayload> isJson) {
    public AuditPorts {
        requireNonNull(snapshot, "snapshot");
        requireNonNull(humus, "humus");
        requireNonNull(soil, "soil");
        requireNonNull(storage, "storage");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(isJson, "isJson");
    }
}
