package com.nimsforest.node.bootstrap.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says for whom a result is printed; a mixin. */
public final class OutputFormatOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Output format: text or json.",
            defaultValue = "text",
            converter = FormatConverter.class)
    private Format format = Format.TEXT;

    /** Whether the result is for programs. */
    public boolean json() {
        return format == Format.JSON;
    }

    enum Format {
        TEXT,
        JSON
    }

    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            try {
                return Format.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException neither) {
                throw new TypeConversionException("expected text or json, not '" + text + "'");
            }
        }
    }
}
