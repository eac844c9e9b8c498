package dev.penstock.samples.artifacts.python;

import dev.penstock.samples.artifacts.Client;
import dev.penstock.samples.artifacts.Client.Run;
import dev.penstock.samples.artifacts.Served;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs pip, twine and poetry, each with nothing but a server on this machine. */
final class Python {
  private final Served server;
  private final Path home;
  private final Client client;

  Python(Served server, Path home) throws IOException {
    this.server = server;
    this.home = home;
    this.client =
        Client.at(home)
            .with("PIP_CONFIG_FILE", "/dev/null")
            .with("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .with("PIP_NO_INPUT", "1")
            .with("PYTHONDONTWRITEBYTECODE", "1")
            .with("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
            .with("POETRY_VIRTUALENVS_CREATE", "false")
            .with("POETRY_REPOSITORIES_LOC_URL", server.url() + "/pypi/main/")
            .with("POETRY_HTTP_BASIC_LOC_USERNAME", "aws");
  }

  /** The interpreter itself, since what stands in the path may look for it in the home. */
  private static String interpreter() throws IOException, InterruptedException {
    Client.require("python3");
    Process process =
        new ProcessBuilder("python3", "-c", "import pip, sys; print(sys.executable)").start();
    String path =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      Client.missing("pip");
    }
    return path;
  }

  /** The address of the index, with a token, or without if that is empty. */
  String index(String token) {
    String door = token.isEmpty() ? "//" : "//aws:" + token + "@";
    return server.url().replace("//", door) + "/pypi/main/simple/";
  }

  /** Runs pip with the reader's token. */
  Run pip(String... arguments) throws IOException, InterruptedException {
    return pipAs(Served.READER, arguments);
  }

  Run pipAs(String token, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter(), "-m", "pip", arguments[0], "-v"));
    command.addAll(List.of("--index-url", index(token), "--retries", "0", "--no-cache-dir"));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    return client.run(command.toArray(String[]::new));
  }

  /** Runs {@code twine upload} with a token. */
  Run twine(String token, Object... arguments) throws IOException, InterruptedException {
    Client.require("twine");
    List<String> command = new ArrayList<>(List.of("twine", "upload", "--non-interactive"));
    command.addAll(List.of("--disable-progress-bar", "--verbose", "--config-file", "/dev/null"));
    command.addAll(List.of("--repository-url", server.url() + "/pypi/main/"));
    command.addAll(List.of("-u", "aws", "-p", token));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return client.run(command.toArray(String[]::new));
  }

  /** Runs poetry in a project's directory. */
  Run poetry(Path project, String... arguments) throws IOException, InterruptedException {
    return poetryAs(Served.WRITER, project, arguments);
  }

  /** The same with another token. */
  Run poetryAs(String token, Path project, String... arguments)
      throws IOException, InterruptedException {
    client.with("POETRY_HTTP_BASIC_LOC_PASSWORD", token);
    Client.require("poetry");
    List<String> command = new ArrayList<>(List.of("poetry", "--no-interaction", "-v"));
    command.addAll(List.of(arguments));
    return client.runIn(project, command.toArray(String[]::new));
  }

  /** What an installed package says about itself. */
  String installed(String target, String name) throws IOException {
    return Files.readString(home.resolve(target).resolve(name).resolve("__init__.py")).strip();
  }
}
