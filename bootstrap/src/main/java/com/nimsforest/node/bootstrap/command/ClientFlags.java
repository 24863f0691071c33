package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.settings.Setting;
import com.nimsforest.node.bootstrap.settings.Settings;
import java.util.List;

/** Gives a command that only looks into the forest the flags that say where the forest is. */
public final class ClientFlags extends SettingFlags {
    @Override
    protected List<Setting<?>> settings() {
        return Settings.CLIENT;
    }
}
