package dev.penstock.samples.artifacts.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Accounts;
import dev.penstock.samples.artifacts.ArtifactServer;
import dev.penstock.samples.artifacts.ServerSettings;
import dev.penstock.samples.artifacts.npm.Client.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("yarn and pnpm")
class OtherClientsTest {
  private static final String WRITER = "token-of-a-writer";
  private static final String READER = "token-of-a-reader";
  private static final String WIDGET = "@acme/widget";

  @TempDir Path directory;

  private ArtifactServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(settings());
  }

  private ServerSettings settings() {
    return ServerSettings.local(
        directory.resolve("packages"),
        Accounts.none().with("ada", WRITER, true).with("bob", READER, false));
  }

  private static ArtifactServer start(ServerSettings settings) throws IOException {
    return ArtifactServer.start(
        settings, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Client client(Tool tool, String name, String token) throws IOException {
    return new Client(tool, directory.resolve(name), server.url() + "/npm/main", token);
  }

  @ParameterizedTest
  @Covers({"AP-066", "AP-067", "AP-068"})
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void publishInstallAndUpgrade(Tool tool) throws IOException {
    Client ada = client(tool, "ada", WRITER);
    ada.publish("1.0.0").succeeds();
    Path application = ada.application("^1.0.0");
    ada.install(application).succeeds();
    assertEquals("1.0.0", Client.installed(application));
    if (tool == Tool.YARN_4) {
      ada.run(application, "npm", "info", "@acme/widget").succeeds().says("Draws boxes");
    }
    Client quick = client(Tool.YARN_1, "quick", WRITER);
    quick.publish("1.1.0").succeeds();
    quick.publish("2.0.0").succeeds();
    ada.upgrade(application).succeeds();
    assertEquals("1.1.0", Client.installed(application), "the greatest of the range");
  }

  @ParameterizedTest
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void areToldWhoMayNotDoWhat(Tool tool) throws IOException {
    client(Tool.YARN_1, "ada", WRITER).publish("1.0.0").succeeds();
    Client bob = client(tool, "bob", READER);
    bob.publish("1.1.0").fails();
    Client nobody = client(tool, "nobody", "");
    nobody.install(nobody.application("^1.0.0")).fails();
    Path application = bob.application("*");
    bob.install(application).succeeds();
    assertEquals("1.0.0", Client.installed(application));
  }

  @ParameterizedTest
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void cannotPublishOverAVersion(Tool tool) throws IOException {
    Client ada = client(tool, "ada", WRITER);
    ada.publish("1.0.0").succeeds();
    Client npm = client(Tool.NPM, "npm", WRITER);
    String[] view = {"view", WIDGET + "@1.0.0", "dist.shasum"};
    String digest = npm.run(directory, view).succeeds().output();
    client(tool, "other", WRITER).publishOf("Other bytes", "1.0.0").fails();
    assertEquals(digest, npm.run(directory, view).succeeds().output());
  }

  @ParameterizedTest
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void installWhatIsDeprecatedOnceItIsNamed(Tool tool) throws IOException {
    Client npm = client(Tool.NPM, "npm", WRITER);
    npm.publish("1.0.0").succeeds();
    npm.run(directory, "deprecate", WIDGET + "@1.0.0", "use another").succeeds();
    Client bob = client(tool, "bob", READER);
    Path application = bob.application("1.0.0");
    Client.Run run = bob.install(application).succeeds();
    assertEquals("1.0.0", Client.installed(application));
    if (tool != Tool.YARN_4) { // which tells only those who ask
      run.says(tool == Tool.YARN_1 ? "use another" : "deprecated");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void findOutWhenBytesAreNotThoseOfTheirLock(Tool tool) throws IOException {
    client(Tool.YARN_1, "ada", WRITER).publish("1.0.0").succeeds();
    Client bob = client(tool, "bob", READER);
    Path application = bob.application("1.0.0");
    bob.install(application).succeeds();
    Client fresh = client(tool, "fresh", READER); // without the caches of the first
    Path again = fresh.application("1.0.0");
    String name = tool == Tool.PNPM ? "pnpm-lock.yaml" : "yarn.lock";
    String lock = Files.readString(application.resolve(name));
    Pattern digest =
        Pattern.compile(
            tool == Tool.YARN_4 ? "(checksum: .*)([0-9a-f]{4})\\n" : "(sha512-)([A-Za-z0-9+/]{4})");
    Matcher found = digest.matcher(lock);
    assertTrue(found.find(), lock);
    String other = found.group(2).equals("0000") ? "1111" : "0000";
    Files.writeString(
        again.resolve(name),
        lock.substring(0, found.start(2)) + other + lock.substring(found.end(2)));
    fresh.installFrozen(again).fails();
  }

  @ParameterizedTest
  @EnumSource(names = "NPM", mode = EnumSource.Mode.EXCLUDE)
  void installFromElsewhereAlsoWhenThatIsDown(Tool tool) throws IOException {
    server.close();
    server = start(settings().openToReaders());
    client(Tool.YARN_1, "ada", WRITER).publish("1.0.0").succeeds();
    ServerSettings behind =
        ServerSettings.local(
                directory.resolve("behind"), Accounts.none().with("bob", READER, false))
            .source(PackageFormat.NPM, URI.create(server.url() + "/npm/main"));
    try (ArtifactServer proxy = start(behind)) {
      for (String name : List.of("first", "second")) {
        Client bob = new Client(tool, directory.resolve(name), proxy.url() + "/npm/main", READER);
        Path application = bob.application("^1.0.0");
        bob.install(application).succeeds();
        assertEquals("1.0.0", Client.installed(application), name);
        server.close();
      }
    }
  }
}
