package com.nimsforest.node.adapters.http.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, the system's own: nothing is downloaded. For one thread. */
public final class HeadlessBrowser implements AutoCloseable {
    private static final String HOW_TO_GET_IT = "no %s on this machine: apt-get install chromium chromium-driver, "
            + "or set CHROMIUM and CHROMEDRIVER to where they are, or leave this test out: see CONTRIBUTING.md";

    private final ChromeDriver driver;

    private HeadlessBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param switches what Chromium is started with beside the usual */
    public static HeadlessBrowser open(String... switches) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("CHROMEDRIVER", "chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.INFO);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("CHROMIUM", "chromium").toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments("--headless=new", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage");
        // Its sandbox is not for root, as which tests run in a container.
        options.addArguments("--no-sandbox");
        options.addArguments("--no-first-run", "--disable-background-networking", "--disable-component-update");
        options.addArguments(switches);
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
        return new HeadlessBrowser(driver);
    }

    private static Path program(String variable, String name) {
        String given = System.getenv(variable);
        Stream<Path> known = given != null
                ? Stream.of(Path.of(given))
                : Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name));
        return known.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(HOW_TO_GET_IT.formatted(name)));
    }

    /** Goes to the page anew. */
    public void visit(URI page) {
        driver.get(page.toString());
    }

    /** Leaves the page, and forgets what it said. */
    public void leave() {
        driver.get("about:blank");
        console();
    }

    /** Has a screen of this size, in the colours that a person prefers. */
    public void screen(int width, int height, boolean dark) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        prefer(Map.of("prefers-color-scheme", dark ? "dark" : "light"));
    }

    /** What the person has told the system, such as {@code prefers-reduced-motion}: {@code reduce}. */
    public void prefer(Map<String, String> wishes) {
        List<Map<String, String>> features = wishes.entrySet().stream()
                .map(wish -> Map.of("name", wish.getKey(), "value", wish.getValue()))
                .toList();
        devtools("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    public void withoutJavaScript(boolean without) {
        devtools("Emulation.setScriptExecutionDisabled", Map.of("value", without));
    }

    /** From now on nothing arrives from addresses that fit one of these patterns, such as {@code *&#47;page.js}. */
    public void block(String... addresses) {
        devtools("Network.enable", Map.of());
        devtools("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
    }

    /** What the expression is in the page. */
    @SuppressWarnings("unchecked")
    public <T> T ask(String expression) {
        return (T) run("return " + expression);
    }

    public Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** What is to be read in the first element that fits; empty when there is none or it is hidden. */
    public String text(String selector) {
        return ask(
                "[document.querySelector('" + selector + "')].map(one => one?.checkVisibility() ? one.innerText : '')"
                        + "[0].replaceAll('\\u00a0', ' ').trim()");
    }

    /** What the script gives to its last argument, {@code done}, within ten seconds. */
    @SuppressWarnings("unchecked")
    public <T> T later(String script) {
        return (T) ((JavascriptExecutor) driver)
                .executeAsyncScript("const done = arguments[arguments.length - 1];" + script);
    }

    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    public void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    public void type(String text) {
        new Actions(driver).sendKeys(text).perform();
    }

    /** What the page said on its console since the last call. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** All addresses that were asked for since the last call. */
    public List<URI> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(HeadlessBrowser::requested)
                .toList();
    }

    private static URI requested(String message) {
        String start = "\"request\":{";
        int url = message.indexOf("\"url\":\"", message.indexOf(start)) + 7;
        return URI.create(message.substring(url, message.indexOf('"', url)).replaceAll("[|{}\\\\^` ].*", ""));
    }

    /** A picture of the whole page, as a PNG. */
    public void picture(Path file) {
        Map<String, Object> size = ask(
                "({width: document.documentElement.clientWidth," + " height: document.documentElement.scrollHeight})");
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        Object png = devtools("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
                .get("data");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(png)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<String, Object> devtools(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
