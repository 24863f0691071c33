package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.Soil;

/** What the parts of a mesh are made to do wrong, to see that the harness finds it. */
enum InjectedMistake {
    NONE,

    /** Callers repeat under a new id. */
    NEW_IDS_ON_REPEAT,

    /** The decomposer puts what it is given, without a look at what the soil reflects. */
    PUTS_WITHOUT_THE_GUARD {
        @Override
        Soil of(Soil soil) {
            return new SourcelessSoil(soil);
        }
    },

    /** The tree makes nothing of every twentieth event, and says nothing. */
    DROPS_EVENTS {
        @Override
        Tree of(Tree tree) {
            return new DroppingTree(tree);
        }
    };

    Soil of(Soil soil) {
        return soil;
    }

    Tree of(Tree tree) {
        return tree;
    }
}
