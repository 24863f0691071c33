package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driving.SoilView;
import java.util.Optional;

/** Shows the soil to the outside, and nothing that would change it. */
public final class SoilViewService implements SoilView {
    private final Soil soil;

    public SoilViewService(Soil soil) {
        this.soil = requireNonNull(soil, "soil");
    }

    @Override
    public Optional<SoilEntry> find(EntityKey key) {
        return soil.dig(key);
    }
}
