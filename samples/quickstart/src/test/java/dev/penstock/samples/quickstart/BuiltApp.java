package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The application at one commit, compiled and laid out as on an instance.
 *
 * @param shell runs the hook scripts
 * @param scripts the hook scripts
 * @param instance the instance's directory
 * @param port its port
 * @param output what the scripts wrote
 */
public record BuiltApp(Shell shell, Path scripts, Path instance, int port, List<String> output) {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  /** Checks a commit out, compiles it and installs it on an instance. */
  public static BuiltApp install(Shell shell, Path work, int version) throws Exception {
    Path here = Path.of(System.getProperty("quickstart.directory", "."));
    Path sources = work.resolve("the shop");
    AppRepository repository =
        AppRepository.create(shell, here.resolve("app"), here.resolve("changes"), sources);
    String commit = repository.commits().get(version - 1);
    ShellCommand checkout =
        new ShellCommand(
            List.of("git", "checkout", "--quiet", commit), sources, Map.of(), line -> {});
    assertEquals(0, run(shell, checkout));
    Path classes = Files.createDirectory(work.resolve("classes"));
    List<String> javac = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    try (Stream<Path> files = Files.list(sources.resolve("src/main/java/shop"))) {
      files.map(Path::toString).forEach(javac::add);
    }
    tool("javac", javac);
    Path instance = work.resolve("instance 1");
    Path app = Files.createDirectories(instance.resolve("app"));
    Files.copy(
        sources.resolve("src/main/resources/shop/prices.properties"),
        classes.resolve("shop/prices.properties"));
    tool(
        "jar",
        List.of(
            "--create",
            "--file",
            app.resolve("shop.jar").toString(),
            "--main-class",
            "shop.Shop",
            "-C",
            classes.toString(),
            "."));
    Files.copy(sources.resolve("VERSION"), app.resolve("VERSION"));
    return new BuiltApp(shell, sources.resolve("scripts"), instance, freePort(), new ArrayList<>());
  }

  /** Runs a hook script and returns its exit status. */
  public int hook(String script) throws Exception {
    Map<String, String> environment =
        Map.of(
            "INSTANCE_DIR", instance.toString(),
            "PORT", String.valueOf(port),
            "JAVA_HOME", JAVA_HOME.toString());
    return run(
        shell,
        new ShellCommand(
            List.of(scripts.resolve(script + ".sh").toString()),
            instance,
            environment,
            output::add));
  }

  /** Runs a hook script that must succeed. */
  public void expect(String script) throws Exception {
    assertEquals(0, hook(script), () -> script + ": " + output);
  }

  private static int run(Shell shell, ShellCommand command) throws Exception {
    return shell.start(command).exit().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void tool(String name, List<String> arguments) {
    assertEquals(
        0,
        ToolProvider.findFirst(name)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
