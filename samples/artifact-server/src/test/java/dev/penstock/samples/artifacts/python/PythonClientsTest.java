package dev.penstock.samples.artifacts.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.pypi.PypiProtocol;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Client.Run;
import dev.penstock.samples.artifacts.Served;
import dev.penstock.samples.artifacts.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Python's clients")
class PythonClientsTest {
  @TempDir private Path directory;
  private Served server;
  private Python python;
  private Path dist;

  @BeforeEach
  void start() throws IOException {
    server = Served.from(directory.resolve("packages"));
    python = new Python(server, directory.resolve("home"));
    dist = directory.resolve("dist");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void upload(Project project) throws IOException, InterruptedException {
    python.twine(Served.WRITER, project.wheel(dist)).succeeded();
  }

  private static void assertSays(Run run, String text) {
    assertTrue(run.output().contains(text), () -> "\"" + text + "\" in: " + run.output());
  }

  @Test
  @Covers({"W-079", "W-088", "AP-069", "AP-070"})
  @DisplayName("install what twine has uploaded, with what it needs, and upgrade within a range")
  void uploadInstallUpgrade() throws IOException, InterruptedException {
    upload(Project.of("acmebase", "1.0"));
    upload(new Project("acmelib", "1.0", "Requires-Dist: acmebase (>=1.0,<2)\n"));
    python.pip("install", "--target", "one", "acmelib").succeeded();
    assertEquals("VERSION = '1.0'", python.installed("one", "acmelib"));
    assertEquals("VERSION = '1.0'", python.installed("one", "acmebase"));
    // The metadata is read instead of the wheel, with the credentials of the index.
    assertTrue(server.log().contains("/acmelib-1.0-py3-none-any.whl.metadata"), server.log());
    upload(Project.of("acmebase", "1.5"));
    upload(Project.of("acmebase", "2.0"));
    Run upgraded = python.pip("install", "--target", "two", "ACME.base>=1.0,<2");
    assertFalse(upgraded.code() == 0, "another spelling is another project: acme-base");
    python.pip("install", "--target", "two", "acmelib").succeeded();
    assertEquals("VERSION = '1.5'", python.installed("two", "acmebase"));
    python.pip("install", "--target", "three", "AcmeBase").succeeded();
    assertEquals("VERSION = '2.0'", python.installed("three", "acmebase"));
  }

  @Test
  @Covers("AP-070")
  @DisplayName("install from a source distribution")
  void source() throws IOException, InterruptedException {
    python.twine(Served.WRITER, Project.of("acmelib", "1.0").source(dist)).succeeded();
    python.pip("install", "--target", "one", "acmelib").succeeded();
    assertEquals("VERSION = '1.0'", python.installed("one", "acmelib"));
  }

  @Test
  @Covers({"W-085", "W-086"})
  @DisplayName("avoid what is yanked or for another interpreter, and say why it was yanked")
  void yanked() throws IOException, InterruptedException {
    upload(Project.of("acmelib", "1.0"));
    upload(Project.of("acmelib", "1.1"));
    upload(new Project("acmelib", "1.2", "Requires-Python: >=99\n"));
    PackageCoordinates lib = new PackageCoordinates(PackageFormat.PYPI, "", "acmelib");
    server
        .server()
        .domain()
        .repository("main")
        .mark(lib.version("1.1"), PypiProtocol.YANKED, "leaks memory");
    python.pip("install", "--target", "one", "acmelib").succeeded();
    assertEquals("VERSION = '1.0'", python.installed("one", "acmelib"));
    Run pinned = python.pip("install", "--target", "two", "acmelib==1.1").succeeded();
    assertEquals("VERSION = '1.1'", python.installed("two", "acmelib"));
    assertSays(pinned, "leaks memory");
    python.pip("install", "--target", "three", "acmelib==1.2").failed();
  }

  @Test
  @DisplayName("are told of conflicts, and may skip what exists")
  void conflict() throws IOException, InterruptedException {
    Path wheel = new Project("acmelib", "1.0", "Summary: first\n").wheel(dist);
    python.twine(Served.WRITER, wheel).succeeded();
    python.twine(Served.WRITER, wheel).succeeded();
    new Project("acmelib", "1.0", "Summary: second\n").wheel(dist);
    Run refused = python.twine(Served.WRITER, wheel).failed();
    assertSays(refused, "409");
    assertSays(refused, "acmelib-1.0-py3-none-any.whl already exists");
    python.twine(Served.WRITER, "--skip-existing", wheel).succeeded();
    python.pip("install", "--target", "one", "acmelib").succeeded();
    Path metadata = directory.resolve("home/one/acmelib-1.0.dist-info/METADATA");
    assertTrue(Files.readString(metadata).contains("Summary: first"));
  }

  @Test
  @DisplayName("refuse bytes that have not the hash that was asked for")
  void wrongHash() throws IOException, InterruptedException {
    upload(Project.of("acmelib", "1.0"));
    Path requirements = directory.resolve("requirements.txt");
    Files.writeString(requirements, "acmelib==1.0 --hash=sha256:" + "0".repeat(64) + "\n");
    Run refused = python.pip("install", "--target", "one", "-r", requirements.toString()).failed();
    assertSays(refused, "DO NOT MATCH");
  }

  @Test
  @Covers("AP-069")
  @DisplayName("are refused without the right to publish, and without a token")
  void noPermission() throws IOException, InterruptedException {
    Path wheel = Project.of("acmelib", "1.0").wheel(dist);
    assertSays(python.twine(Served.READER, wheel).failed(), "404");
    assertSays(python.twine("nobodys-token", wheel).failed(), "401");
    python.twine(Served.WRITER, wheel).succeeded();
    python.pipAs("", "download", "acmelib").failed();
    python.pipAs("nobodys-token", "download", "acmelib").failed();
    python.pip("download", "acmelib").succeeded();
  }

  @Test
  @Covers("AP-071")
  @DisplayName("of poetry build, publish and resolve")
  void poetry() throws IOException, InterruptedException {
    Path project = Files.createDirectories(directory.resolve("home/project"));
    String pyproject =
        """
        [tool.poetry]
        name = "Acme.Poem"
        version = "%s"
        description = "A poem."
        authors = ["Ada <ada@acme.example>"]
        packages = [{include = "poem"}]

        [tool.poetry.dependencies]
        python = ">=3.8"

        [build-system]
        requires = ["poetry-core"]
        build-backend = "poetry.core.masonry.api"
        """;
    Files.writeString(project.resolve("pyproject.toml"), pyproject.formatted("1.0.0"));
    Files.createDirectories(project.resolve("poem"));
    Files.writeString(project.resolve("poem/__init__.py"), "VERSION = '1.0.0'");
    python.poetry(project, "build").succeeded();
    python.poetry(project, "publish", "-r", "loc").succeeded();
    python.poetry(project, "publish", "-r", "loc").succeeded();
    python.pip("install", "--target", "one", "acme-poem").succeeded();
    assertEquals("VERSION = '1.0.0'", python.installed("one", "poem"));
    String page =
        new String(server.get("/pypi/main/simple/acme-poem/").body(), StandardCharsets.UTF_8);
    assertTrue(page.contains(".tar.gz</a>") && page.contains(".whl</a>"), page);
    Path other = Files.createDirectories(directory.resolve("home/other"));
    Files.writeString(
        other.resolve("pyproject.toml"),
        """
        [tool.poetry]
        name = "other"
        version = "1.0.0"
        description = ""
        authors = []

        [tool.poetry.dependencies]
        python = ">=3.8"
        acme-poem = "^1.0"

        [[tool.poetry.source]]
        name = "loc"
        url = "%s"
        default = true
        """
            .formatted(server.url() + "/pypi/main/simple/"));
    python.poetry(other, "lock").succeeded();
    assertTrue(Files.readString(other.resolve("poetry.lock")).contains("version = \"1.0.0\""));
    for (String version : List.of("1.1.0", "2.0.0")) {
      Files.writeString(project.resolve("pyproject.toml"), pyproject.formatted(version));
      python.poetry(project, "build").succeeded();
      python.poetry(project, "publish", "-r", "loc").succeeded();
    }
    Files.writeString(project.resolve("poem/__init__.py"), "VERSION = 'changed'");
    python.poetry(project, "build").succeeded();
    assertSays(python.poetry(project, "publish", "-r", "loc").failed(), "409");
    python.poetry(other, "lock").succeeded();
    assertTrue(Files.readString(other.resolve("poetry.lock")).contains("version = \"1.1.0\""));
    assertSays(python.poetryAs(Served.READER, project, "publish", "-r", "loc").failed(), "404");
    String lock = Files.readString(other.resolve("poetry.lock"));
    assertTrue(lock.contains("name = \"acme-poem\"") && lock.contains("sha256:"), lock);
  }

  @Test
  @DisplayName("install what lives on another server, also when that is down")
  void upstream() throws IOException, InterruptedException {
    ServerSettings open =
        ServerSettings.local(directory.resolve("there"), Served.ACCOUNTS).openToReaders();
    try (Served there = Served.from(open)) {
      Python remote = new Python(there, directory.resolve("remote"));
      remote
          .twine(
              Served.WRITER,
              Project.of("acmebase", "1.0").wheel(dist),
              new Project("acmelib", "1.0", "Requires-Dist: acmebase\n").wheel(dist),
              new Project("acmelib", "2.0", "Requires-Python: >=99\n").wheel(dist))
          .succeeded();
      URI index = URI.create(there.url() + "/pypi/main/simple");
      ServerSettings connected =
          ServerSettings.local(directory.resolve("here"), Served.ACCOUNTS)
              .source(PackageFormat.PYPI, index);
      try (Served here = Served.from(connected)) {
        Python local = new Python(here, directory.resolve("local"));
        local.pip("install", "--target", "one", "acmelib").succeeded();
        there.stop();
        local.pip("install", "--target", "two", "acmelib").succeeded();
        assertFalse(here.log().contains(" 500 "), here.log());
      }
      // Nor does a new start of the server need the other one.
      try (Served again = Served.from(connected)) {
        Python local = new Python(again, directory.resolve("local"));
        local.pip("install", "--target", "three", "acmelib").succeeded();
        for (String target : List.of("one", "two", "three")) {
          String home = "../local/" + target;
          assertEquals("VERSION = '1.0'", python.installed(home, "acmelib"));
          assertEquals("VERSION = '1.0'", python.installed(home, "acmebase"));
        }
      }
    }
  }
}
