package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Nodes that hear each other while they are connected. Any thread. */
public final class InMemoryNodeFleet implements NodeFleet {
    private record Member(FakeSidecarConnection sidecar, Supplier<NodeStatusReport> own) {}

    private final FakeSidecarConnection sidecar;
    private final List<Member> members;

    /** The first node of a fleet. */
    public InMemoryNodeFleet(FakeSidecarConnection sidecar) {
        this(sidecar, new CopyOnWriteArrayList<>());
    }

    private InMemoryNodeFleet(FakeSidecarConnection sidecar, List<Member> members) {
        this.sidecar = sidecar;
        this.members = members;
    }

    /** The same fleet as another node sees it. */
    public InMemoryNodeFleet beside(FakeSidecarConnection anothers) {
        return new InMemoryNodeFleet(anothers, members);
    }

    @Override
    public Subscription answer(Supplier<NodeStatusReport> own) {
        Member member = new Member(sidecar, own);
        members.add(member);
        return () -> members.remove(member);
    }

    @Override
    public List<NodeStatusReport> ask() {
        List<NodeStatusReport> reports = new ArrayList<>();
        members.stream()
                .filter(member -> sidecar.isConnected() && member.sidecar().isConnected())
                .forEach(member -> hear(member, reports));
        reports.sort(Comparator.comparing(report -> report.health().node()));
        return List.copyOf(reports);
    }

    private static void hear(Member member, List<NodeStatusReport> reports) {
        try {
            reports.add(member.own().get());
        } catch (RuntimeException silent) {
            return;
        }
    }
}
