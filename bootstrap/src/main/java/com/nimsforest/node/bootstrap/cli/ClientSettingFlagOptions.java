package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.bootstrap.settings.KnownSettings;
import com.nimsforest.node.bootstrap.settings.SettingDefinition;
import java.util.List;

/** Gives a command that only looks into the forest the flags that say where the forest is. */
public final class ClientSettingFlagOptions extends SettingFlagOptions {
    @Override
    protected List<SettingDefinition<?>> settings() {
        return KnownSettings.CLIENT;
    }
}
