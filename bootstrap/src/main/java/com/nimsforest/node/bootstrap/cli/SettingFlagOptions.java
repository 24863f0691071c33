package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.KnownSettings;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.SettingDefinition;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command one flag for each setting: {@code @Command(modelTransformer = SettingFlagOptions.class)}. */
public class SettingFlagOptions implements IModelTransformer {
    private static final int AFTER_OWN_OPTIONS = 1000;

    @Override
    public CommandSpec transform(CommandSpec command) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .exclusive(false)
                .validate(false)
                .multiplicity("0..1")
                .order(AFTER_OWN_OPTIONS)
                .heading(
                        "%nSettings (a flag counts before the variable, the variable before /etc/nimsforest/nimsforest.env, that before the default):%n");
        settings().forEach(setting -> group.addArg(flag(setting)));
        return command.addArgGroup(group.build());
    }

    /** The settings that become flags. */
    protected List<SettingDefinition<?>> settings() {
        return KnownSettings.ALL;
    }

    private static OptionSpec flag(SettingDefinition<?> setting) {
        boolean toggle = setting.equals(KnownSettings.DEMO_SWITCH);
        OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.secret() ? "FILE" : toggle ? "true|false" : "VALUE")
                .description(description(setting).replace("%", "%%"));
        return (toggle ? option.arity("0..1").fallbackValue("true") : option).build();
    }

    private static String description(SettingDefinition<?> setting) {
        String variable = setting.secret() ? setting.fileVariable() : setting.variable();
        return setting.meaning() + " [" + variable
                + setting.usual().map(text -> ", " + text).orElse("") + "]";
    }

    /** What the settings came to for a command whose flags were just parsed. */
    public static SettingsReport report(CommandSpec command, Environment environment) {
        ParseResult parsed = command.commandLine().getParseResult();
        Map<String, String> flags = new HashMap<>();
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            String text = parsed.matchedOptionValue(setting.flag(), "");
            if (parsed.hasMatchedOption(setting.flag())) {
                flags.put(setting.flag(), text);
            }
        }
        return new SettingsReader(environment, flags)
                .withInstalled(environment.installed())
                .read();
    }

    /** The settings to run with; warnings are said, and a wrong value ends the command with exit code 78. */
    public static NodeSettings settings(CommandSpec command, CommandContext context) {
        SettingsReport report = report(command, context.environment());
        report.warnings().forEach(warning -> context.say("warning: " + warning));
        return report.settings();
    }
}
