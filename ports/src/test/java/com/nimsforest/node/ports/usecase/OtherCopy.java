package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.HumusReader;
import com.nimsforest.node.ports.driven.Strata;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ground where the humus is read from a machine whose copy is not the leader's. */
record OtherCopy(Strata whole, List<HumusEntry> entries) implements Strata {
    @Override
    public HumusSpan span() {
        return whole.span();
    }

    @Override
    public void humus(HumusReader reader) {
        reader.begins().accept(new HumusSpan(1, 1, entries.size()));
        entries.forEach(reader.entry());
    }

    @Override
    public void soil(Consumer<SoilState> reader) {
        whole.soil(reader);
    }

    @Override
    public Optional<Slot> decomposed() {
        return whole.decomposed();
    }

    @Override
    public List<ConsumerFacts> consumers() {
        return whole.consumers();
    }
}
