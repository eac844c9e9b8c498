package dev.penstock.samples.artifacts.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Accounts;
import dev.penstock.samples.artifacts.ArtifactServer;
import dev.penstock.samples.artifacts.ServerSettings;
import dev.penstock.samples.artifacts.npm.Client.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  @TempDir Path directory;

  private ArtifactServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ArtifactServer.start(
            ServerSettings.local(
                directory.resolve("packages"),
                Accounts.none().with("ada", WRITER, true).with("bob", READER, false)),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
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
}
