package com.nimsforest.node.ports.usecase.audit;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ground where the humus is read from a machine whose copy is not the leader's. */
record DivergedStreamSnapshot(StreamSnapshot whole, List<HumusEntry> entries) implements StreamSnapshot {
    @Override
    public HumusSequenceRange span() {
        return whole.span();
    }

    @Override
    public void humus(HumusReadCallbacks reader) {
        reader.begins().accept(new HumusSequenceRange(1, 1, entries.size()));
        entries.forEach(reader.entry());
    }

    @Override
    public void soil(Consumer<SoilState> reader) {
        whole.soil(reader);
    }

    @Override
    public Optional<HumusSlot> decomposed() {
        return whole.decomposed();
    }

    @Override
    public List<ConsumerFacts> consumers() {
        return whole.consumers();
    }
}
