package com.nimsforest.node.bootstrap.settings;

import java.util.Locale;

/** Where the value of a setting came from. */
public enum SettingValueOrigin {
    DEFAULT,
    ENVIRONMENT,
    FILE,
    FLAG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
