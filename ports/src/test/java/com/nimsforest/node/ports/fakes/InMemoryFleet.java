package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.status.NodeReport;
import com.nimsforest.node.ports.driven.Fleet;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Nodes that hear each other while they are connected. Any thread. */
public final class InMemoryFleet implements Fleet {
    private record Member(FakeSidecarConnection sidecar, Supplier<NodeReport> own) {}

    private final FakeSidecarConnection sidecar;
    private final List<Member> members;

    /** The first node of a fleet. */
    public InMemoryFleet(FakeSidecarConnection sidecar) {
        this(sidecar, new CopyOnWriteArrayList<>());
    }

    private InMemoryFleet(FakeSidecarConnection sidecar, List<Member> members) {
        this.sidecar = sidecar;
        this.members = members;
    }

    /** The same fleet as another node sees it. */
    public InMemoryFleet beside(FakeSidecarConnection anothers) {
        return new InMemoryFleet(anothers, members);
    }

    @Override
    public Subscription answer(Supplier<NodeReport> own) {
        Member member = new Member(sidecar, own);
        members.add(member);
        return () -> members.remove(member);
    }

    @Override
    public List<NodeReport> ask() {
        List<NodeReport> reports = new ArrayList<>();
        members.stream()
                .filter(member -> sidecar.isConnected() && member.sidecar().isConnected())
                .forEach(member -> hear(member, reports));
        reports.sort(Comparator.comparing(report -> report.health().node()));
        return List.copyOf(reports);
    }

    private static void hear(Member member, List<NodeReport> reports) {
        try {
            reports.add(member.own().get());
        } catch (RuntimeException silent) {
            return;
        }
    }
}
