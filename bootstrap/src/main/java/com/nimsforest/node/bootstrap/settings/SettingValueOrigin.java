package com.nimsforest.node.bootstrap.settings;

import java.util.Locale;

/** Where the value of a setting came from. */
public enum SettingValueOrigin {
    DEFAULT,
    /** The file of an installed node. */
    INSTALLED,
    ENVIRONMENT,
    FILE,
    FLAG;

    @Override
    public String toString() {
        return this == INSTALLED ? InstalledSettingsFile.STANDARD.toString() : name().toLowerCase(Locale.ROOT);
    }
}
