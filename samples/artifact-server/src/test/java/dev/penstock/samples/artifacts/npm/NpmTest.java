package dev.penstock.samples.artifacts.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Accounts;
import dev.penstock.samples.artifacts.ArtifactServer;
import dev.penstock.samples.artifacts.ServerSettings;
import dev.penstock.samples.artifacts.npm.Client.Question;
import dev.penstock.samples.artifacts.npm.Client.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("npm")
class NpmTest {
  private static final String WRITER = "token-of-a-writer";
  private static final String READER = "token-of-a-reader";

  @TempDir Path directory;

  private ArtifactServer server;
  private Client npm;

  @BeforeEach
  void start() throws IOException {
    server =
        start(
            ServerSettings.local(
                directory.resolve("packages"),
                Accounts.none().with("ada", WRITER, true).with("bob", READER, false)));
    npm = client("ada", WRITER);
  }

  private static ArtifactServer start(ServerSettings settings) throws IOException {
    return ArtifactServer.start(
        settings, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Client client(String name, String token) throws IOException {
    return new Client(Tool.NPM, directory.resolve(name), server.url() + "/npm/main", token);
  }

  @Test
  @Covers({"W-050", "AP-065"})
  void publishesAndInstalls() throws IOException {
    npm.publish("1.0.0").succeeds().says("+ @acme/widget@1.0.0");
    Path application = npm.application("^1.0.0");
    npm.install(application).succeeds();
    assertEquals("1.0.0", Client.installed(application));
    assertTrue(
        Files.readString(application.resolve("package-lock.json"))
            .contains(server.url() + "/npm/main/@acme/widget/-/widget-1.0.0.tgz"));
    npm.run(application, "ci").succeeds();
    npm.run(application, "audit").succeeds().says("found 0 vulnerabilities");

    npm.publish("1.1.0").succeeds();
    npm.publish("2.0.0").succeeds();
    npm.run(application, "outdated").says("1.1.0");
    npm.upgrade(application).succeeds();
    assertEquals("1.1.0", Client.installed(application), "the greatest of the range");
  }

  @Test
  @Covers("AP-065")
  void readsAndTags() throws IOException {
    npm.publish("1.0.0").succeeds();
    npm.publish("2.0.0-rc.1", "--tag", "next").succeeds();
    Path here = npm.application("next");
    npm.run(here, "ping").succeeds().says("PONG");
    assertEquals("ada", npm.run(here, "whoami").succeeds().output().strip());
    npm.run(here, "view", "@acme/widget").succeeds().says("by ada");
    npm.run(here, "view", "@acme/widget", "dist-tags").succeeds().says("next: '2.0.0-rc.1'");
    npm.run(here, "view", "@acme/widget@1.0.0", "dist.shasum").succeeds();
    npm.run(here, "dist-tag", "add", "@acme/widget@1.0.0", "stable").succeeds();
    npm.run(here, "dist-tag", "ls", "@acme/widget").succeeds().says("stable: 1.0.0");
    npm.run(here, "dist-tag", "rm", "@acme/widget", "stable").succeeds();
    npm.run(here, "dist-tag", "rm", "@acme/widget", "latest").fails().says("cannot be removed");
    npm.run(here, "search", "boxes").succeeds().says("@acme/widget");
    npm.install(here).succeeds();
    assertEquals("2.0.0-rc.1", Client.installed(here));
  }

  @Test
  @Covers("AP-065")
  void deprecatesAndUnpublishes() throws IOException {
    npm.publish("1.0.0").succeeds();
    npm.publish("1.1.0").succeeds();
    Path application = npm.application("1.0.0");
    npm.run(application, "deprecate", "@acme/widget@1.0.0", "use 1.1").succeeds();
    npm.install(application).succeeds().says("deprecated @acme/widget@1.0.0: use 1.1");
    npm.run(application, "deprecate", "@acme/widget@1.0.0", "").succeeds();
    assertEquals(
        "", npm.run(application, "view", "@acme/widget@1.0.0", "deprecated").output().strip());

    npm.run(application, "unpublish", "@acme/widget@1.1.0").succeeds();
    Client.Run versions = npm.run(application, "view", "@acme/widget", "versions").succeeds();
    assertFalse(versions.output().contains("1.1.0"));
    npm.run(application, "view", "@acme/widget", "dist-tags.latest").says("1.0.0");
    npm.run(application, "unpublish", "@acme/widget", "--force").succeeds();
    npm.run(application, "view", "@acme/widget").fails().says("E404");
    npm.publish("1.1.0").succeeds();
  }

  @Test
  void cannotPublishOverAVersion() throws IOException {
    npm.publish("1.0.0").succeeds();
    npm.publish("1.0.0").fails().says("cannot publish over");
  }

  @Test
  void findsOutWhenBytesAreNotThoseOfItsLock() throws IOException {
    npm.publish("1.0.0").succeeds();
    Path application = npm.application("^1.0.0");
    npm.install(application).succeeds();
    Path lock = application.resolve("package-lock.json");
    String text = Files.readString(lock);
    int digest = text.indexOf("sha512-") + "sha512-".length();
    String other = text.charAt(digest) == 'A' ? "B" : "A";
    Files.writeString(lock, text.substring(0, digest) + other + text.substring(digest + 1));
    npm.run(application, "ci", "--prefer-online").fails().says("EINTEGRITY");
  }

  @Test
  void isToldWhoMayNotDoWhat() throws IOException {
    npm.publish("1.0.0").succeeds();
    Client reader = client("bob", READER);
    reader.publish("1.1.0").fails().says("E404");
    Path application = reader.application("^1.0.0");
    reader.install(application).succeeds();
    reader.run(application, "deprecate", "@acme/widget@1.0.0", "x").fails().says("E404");
    reader.run(application, "unpublish", "@acme/widget@1.0.0", "--force");
    assertEquals("1.0.0", Client.installed(application));
    npm.run(application, "view", "@acme/widget", "versions").succeeds().says("1.0.0");

    Client nobody = client("nobody", "");
    nobody.run(nobody.application("^1.0.0"), "view", "@acme/widget").fails().says("E401");
    client("stranger", "another-token").publish("1.1.0").fails().says("E401");
  }

  @Test
  void logsInWithATokenAsThePassword() throws IOException {
    Client guest = client("guest", "");
    Path here = guest.application("^1.0.0");
    guest.run(here, "whoami").fails();
    List<Question> wrong = answers("another-token");
    guest.run(here, wrong, "login", "--auth-type=legacy").fails().says("E401");
    guest.run(here, "whoami").fails();
    guest.run(here, answers(WRITER), "login", "--auth-type=legacy").succeeds().says("Logged in");
    assertEquals("ada", guest.run(here, "whoami").succeeds().output().strip());
    guest.publish("1.0.0").succeeds();
    guest.install(here).succeeds();
    assertEquals("1.0.0", Client.installed(here));

    Client other = client("other", "");
    Path there = other.application("^1.0.0");
    List<Question> withMail = new ArrayList<>(answers(READER));
    withMail.add(new Question("Email", "bob@acme.example"));
    other.run(there, withMail, "adduser", "--auth-type=legacy").succeeds().says("Logged in");
    assertEquals("bob", other.run(there, "whoami").succeeds().output().strip());
    other.run(there, "logout").fails().says("stays valid here");
  }

  private static List<Question> answers(String password) {
    return List.of(new Question("Username:", "ada"), new Question("Password:", password));
  }

  @Test
  void installsFromElsewhereAlsoWhenThatIsDown() throws IOException {
    ServerSettings open =
        ServerSettings.local(
                directory.resolve("elsewhere"), Accounts.none().with("eve", WRITER, true))
            .openToReaders();
    ServerSettings settings;
    try (ArtifactServer elsewhere = start(open)) {
      String there = elsewhere.url() + "/npm/main";
      Client eve = new Client(Tool.NPM, directory.resolve("eve"), there, WRITER);
      eve.publish("1.0.0").succeeds();
      eve.publish("1.1.0").succeeds();
      settings =
          ServerSettings.local(
                  directory.resolve("proxy"), Accounts.none().with("ada", WRITER, true))
              .source(PackageFormat.NPM, URI.create(there));
      try (ArtifactServer proxy = start(settings)) {
        Client ada = proxied(proxy, "first");
        Path application = ada.application("^1.0.0");
        ada.install(application).succeeds();
        assertEquals("1.1.0", Client.installed(application));
        assertTrue(
            Files.readString(application.resolve("package-lock.json"))
                .contains(proxy.url() + "/npm/main/@acme/widget/-/widget-1.1.0.tgz"));
        ada.publish("1.1.0").fails().says("cannot publish over");
      }
    }
    try (ArtifactServer proxy = start(settings)) {
      Client ada = proxied(proxy, "second");
      Path application = ada.application("^1.0.0");
      ada.install(application).succeeds();
      assertEquals("1.1.0", Client.installed(application), "it was kept");
      ada.run(application, "view", "another").fails().says("E503");
    }
  }

  private Client proxied(ArtifactServer proxy, String name) throws IOException {
    return new Client(Tool.NPM, directory.resolve(name), proxy.url() + "/npm/main", WRITER);
  }

  @Test
  void findsItsPackagesAfterARestart() throws IOException {
    npm.publish("1.0.0").succeeds();
    server.close();
    start();
    Path application = npm.application("1.0.0");
    npm.install(application).succeeds();
    assertEquals("1.0.0", Client.installed(application));
  }
}
