package dev.penstock.samples.artifacts.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** A client of npm's registry with a home, a cache and settings of its own. */
final class Client {
  private static final long SECONDS = 180;

  /** The clients. All but npm are taken from where {@code .ci/run} puts them. */
  enum Tool {
    NPM("npm"),
    YARN_1("yarn/bin/yarn.js"),
    YARN_4("@yarnpkg/cli-dist/bin/yarn.js"),
    PNPM("pnpm/bin/pnpm.cjs");

    private final String program;

    Tool(String program) {
      this.program = program;
    }

    List<String> command() {
      return this == NPM
          ? List.of(program)
          : List.of("node", directory().resolve(program).toString());
    }

    private static Path directory() {
      String told = System.getenv("PENSTOCK_NPM_CLIENTS");
      return Path.of(told == null ? "target/npm-clients" : told)
          .toAbsolutePath()
          .resolve("node_modules");
    }

    /** Skips a test without the client; where all tests must run, fails instead. */
    void require() {
      boolean isThere =
          this == NPM
              ? Arrays.stream(System.getenv("PATH").split(":", -1))
                  .anyMatch(path -> Files.isExecutable(Path.of(path, program)))
              : Files.isRegularFile(directory().resolve(program));
      if (!isThere) {
        String message = this + " is not here: samples/artifact-server/npm-clients fetches it";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
          throw new AssertionFailedError(message);
        }
        Assumptions.abort(message);
      }
    }
  }

  /** How a run ended. */
  record Run(int code, String output) {

    Run succeeds() {
      assertEquals(0, code, output);
      return this;
    }

    Run fails() {
      assertNotEquals(0, code, output);
      return this;
    }

    Run says(String text) {
      assertTrue(output.contains(text), () -> "\"" + text + "\" in: " + output);
      return this;
    }
  }

  private final Tool tool;
  private final Path home;
  private final String registry;
  private final String token;

  /**
   * A client.
   *
   * @param token empty for nobody
   */
  Client(Tool tool, Path home, String registry, String token) throws IOException {
    tool.require();
    this.tool = tool;
    this.home = Files.createDirectories(home);
    this.registry = registry;
    this.token = token;
    String door = registry.substring(registry.indexOf(':') + 1);
    String credentials = token.isEmpty() ? "" : door + "/:_authToken=" + token + "\n";
    Files.writeString(
        home.resolve(".npmrc"),
        "registry="
            + registry
            + "/\n"
            + credentials
            + (tool == Tool.YARN_1 ? "always-auth=true\n" : "")
            + "fund=false\nfetch-retries=0\n");
  }

  /** Makes a project, and writes a text into each of its files. */
  Path project(String name, Map<String, String> files) throws IOException {
    Path project = Files.createDirectories(home.resolve(name));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(project.resolve(file.getKey()), file.getValue());
    }
    if (tool == Tool.YARN_4) {
      Files.writeString(
          project.resolve(".yarnrc.yml"),
          """
          npmRegistryServer: "%s"
          npmAuthToken: "%s"
          npmAlwaysAuth: true
          unsafeHttpWhitelist: ["127.0.0.1"]
          npmMinimalAgeGate: 0
          nodeLinker: node-modules
          enableTelemetry: false
          enableGlobalCache: false
          enableImmutableInstalls: false
          cacheFolder: ./cache
          httpRetry: 0
          """
              .formatted(registry, token));
      if (!Files.exists(project.resolve("yarn.lock"))) {
        Files.writeString(project.resolve("yarn.lock"), "");
      }
    }
    return project;
  }

  /** What a command asks for, and what it is told. */
  record Question(String prompt, String answer) {}

  Run run(Path project, String... arguments) throws IOException {
    return run(project, List.of(), arguments);
  }

  /** Runs a command that asks questions, in this order. */
  Run run(Path project, List<Question> questions, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(tool.command());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", home.toString());
    environment.put("XDG_CACHE_HOME", home.resolve("cache").toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("npm_config_cache", home.resolve("npm-cache").toString());
    environment.put("npm_config_globalconfig", "/dev/null");
    environment.put("npm_config_update_notifier", "false");
    environment.put("YARN_CACHE_FOLDER", home.resolve("yarn-cache").toString());
    environment.put("NO_COLOR", "1");
    Process process = builder.start();
    try {
      for (Question question : questions) {
        while (!Files.readString(output).contains(question.prompt())
            && !process.waitFor(20, TimeUnit.MILLISECONDS)) {} // until it asks, or has ended
        process.outputWriter(StandardCharsets.UTF_8).append(question.answer()).append('\n').flush();
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionFailedError(command + " took too long: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Publishes a version of {@code @acme/widget} whose code is its version. */
  Run publish(String version, String... arguments) throws IOException {
    return publishOf("Widget", version, arguments);
  }

  /** The same with another readme. */
  Run publishOf(String readme, String version, String... arguments) throws IOException {
    Path project =
        project(
            "widget-" + version,
            Map.of(
                "package.json",
                """
                {"name": "@acme/widget", "version": "%s", "description": "Draws boxes",
                 "keywords": ["box"], "license": "MIT", "main": "index.js"}
                """
                    .formatted(version),
                "index.js",
                "module.exports = \"" + version + "\";\n",
                "README.md",
                "# " + readme + "\n"));
    List<String> words = new ArrayList<>(publishing());
    words.addAll(List.of(arguments));
    if (tool == Tool.YARN_4) {
      run(project, "install").succeeds();
    }
    return run(project, words.toArray(String[]::new));
  }

  private List<String> publishing() {
    return switch (tool) {
      case NPM -> List.of("publish");
      case YARN_1 -> List.of("publish", "--non-interactive");
      case YARN_4 -> List.of("npm", "publish");
      case PNPM -> List.of("publish", "--no-git-checks");
    };
  }

  /** A project that needs a range of {@code @acme/widget}. */
  Path application(String range) throws IOException {
    return project(
        "application",
        Map.of(
            "package.json",
            """
            {"name": "application", "version": "1.0.0", "license": "MIT",
             "dependencies": {"@acme/widget": "%s"}}
            """
                .formatted(range)));
  }

  /** Installs what a project needs. */
  Run install(Path project) throws IOException {
    return tool == Tool.PNPM
        ? run(project, "install", "--no-frozen-lockfile", "--store-dir=" + home.resolve("store"))
        : run(project, "install");
  }

  /** Installs just what the lock of a project names. */
  Run installFrozen(Path project) throws IOException {
    return switch (tool) {
      case NPM -> run(project, "ci");
      case YARN_1 -> run(project, "install", "--frozen-lockfile");
      case YARN_4 -> run(project, "install", "--immutable");
      case PNPM ->
          run(project, "install", "--frozen-lockfile", "--store-dir=" + home.resolve("store"));
    };
  }

  /** Installs the greatest version of the range that a project needs. */
  Run upgrade(Path project) throws IOException {
    return switch (tool) {
      case NPM -> run(project, "update");
      case YARN_1 -> run(project, "upgrade");
      case YARN_4 -> run(project, "up", "-R", "@acme/widget");
      case PNPM -> run(project, "update", "--store-dir=" + home.resolve("store"));
    };
  }

  /** The version of the widget that a project has. */
  static String installed(Path project) throws IOException {
    String code = Files.readString(project.resolve("node_modules/@acme/widget/index.js"));
    return code.substring(code.indexOf('"') + 1, code.lastIndexOf('"'));
  }
}
