package com.nimsforest.node.bootstrap.architecture;

import com.cronutils.model.Cron;
import com.google.inject.Injector;
import io.javalin.Javalin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nats.client.Connection;
import jakarta.inject.Inject;
import jakarta.servlet.Servlet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import picocli.CommandLine;
import tools.jackson.databind.ObjectMapper;

/** The packages that the rules speak of. */
final class RulePackages {
    static final String ROOT = "com.nimsforest.node";
    static final String DOMAIN = ROOT + ".domain..";
    static final String PORTS = ROOT + ".ports..";
    static final String DRIVING = ROOT + ".ports.driving..";
    static final String DRIVEN = ROOT + ".ports.driven..";
    static final String FAILURE = ROOT + ".ports.failure..";
    static final String USECASE = ROOT + ".ports.usecase..";
    static final String ADAPTERS = ROOT + ".adapters..";
    static final String NATS = ROOT + ".adapters.nats..";
    static final String NATS_CONNECTION = ROOT + ".adapters.nats.connection..";
    static final String HTTP = ROOT + ".adapters.http..";
    static final String BOOTSTRAP = ROOT + ".bootstrap..";
    static final String COMMAND = ROOT + ".bootstrap.command..";
    static final String DEMO = ROOT + ".bootstrap.demo..";
    static final String CLI = ROOT + ".bootstrap.cli..";
    static final String LAB = ROOT + ".bootstrap.lab..";
    static final String TWIN = ROOT + ".adapters.nats.twin..";
    static final String CATALOGUE = ROOT + ".bootstrap.command";
    static final String LOGGING = ROOT + ".bootstrap.logging..";
    static final String PLUGIN = ROOT + ".bootstrap.plugin..";
    static final String SETTINGS = ROOT + ".bootstrap.settings..";
    static final String WIRING = ROOT + ".bootstrap.wiring..";

    /** All of the project's packages that a rule names. */
    static final List<String> OURS = List.of(
            DOMAIN,
            PORTS,
            DRIVING,
            DRIVEN,
            FAILURE,
            USECASE,
            ADAPTERS,
            NATS,
            NATS_CONNECTION,
            HTTP,
            BOOTSTRAP,
            COMMAND,
            DEMO,
            CLI,
            LAB,
            TWIN,
            CATALOGUE,
            LOGGING,
            PLUGIN,
            SETTINGS,
            WIRING);

    /** All libraries that a rule names, each with a class that shows the name to be right. */
    static final Map<String, Class<?>> LIBRARIES = new LinkedHashMap<>();

    static final String[] NATS_CLIENT = libraries("io.nats..", Connection.class);
    static final String[] WEB = libraries(
            "io.javalin..", Javalin.class, "org.eclipse.jetty..", Server.class, "jakarta.servlet..", Servlet.class);
    static final String[] METRICS = libraries(
            "io.micrometer.core..",
            MeterRegistry.class,
            "io.micrometer.prometheusmetrics..",
            PrometheusMeterRegistry.class);
    static final String[] INJECTION =
            libraries("com.google.inject..", Injector.class, "jakarta.inject..", Inject.class);
    static final String[] JSON = libraries("tools.jackson..", ObjectMapper.class);
    static final String[] COMMAND_LINE = libraries("picocli..", CommandLine.class);
    static final String[] CRON = libraries("com.cronutils..", Cron.class);
    static final String[] LOG_WRITER = libraries("ch.qos.logback..", ch.qos.logback.classic.Logger.class);
    static final String[] SLF4J = libraries("org.slf4j..", Logger.class);

    private RulePackages() {}

    /** Annotations that say what may be null are everywhere. */
    static String[] plus(String... packages) {
        String[] all = Arrays.copyOf(packages, packages.length + 2);
        all[packages.length] = "java..";
        all[packages.length + 1] = "org.jspecify.annotations..";
        return all;
    }

    private static String[] libraries(Object... namesAndMarkers) {
        String[] names = new String[namesAndMarkers.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = (String) namesAndMarkers[2 * i];
            LIBRARIES.put(names[i], (Class<?>) namesAndMarkers[2 * i + 1]);
        }
        return names;
    }
}
