package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Names of packages, versions and assets")
class NameRulesTest {
  private static final List<String> HOSTILE =
      List.of(
          "..",
          ".",
          "...",
          "CON",
          "con",
          "NUL",
          "com1",
          "LPT9.txt",
          "aux.",
          "C:",
          "c:evil",
          "a\\..\\b",
          "\\\\server\\share",
          "a:stream",
          "name.",
          "-rf",
          "~root",
          "$(id)",
          "%2e%2e%2f",
          "caf\u00e9",
          "cafe\u0301",
          "\ud83d\ude00",
          "App",
          "app",
          "APP",
          "a|b",
          "a<b>",
          "a\"b",
          "a?b*",
          "n".repeat(255));
  private static final List<String> REFUSED =
      List.of(
          "",
          "/etc/passwd",
          "../x",
          "a/b",
          "a#b",
          "a b",
          "a\tb",
          "a\u0000b",
          "a\nb",
          "a\u007fb",
          "\ud800",
          "n".repeat(256),
          "n".repeat(10_000));

  @TempDir Path root;

  @Test
  @Covers("A-015")
  @DisplayName("are refused if they hold /, #, white space or what cannot be written")
  void refused() {
    for (String bad : REFUSED) {
      assertThrows(InvalidDefinitionException.class, () -> PackageCoordinates.generic(bad, "name"));
      assertThrows(InvalidDefinitionException.class, () -> PackageCoordinates.generic("ns", bad));
      PackageCoordinates good = PackageCoordinates.generic("ns", "name");
      String told =
          String.valueOf(
              assertThrows(InvalidDefinitionException.class, () -> good.version(bad)).getMessage());
      assertTrue(told.length() < 400, "a short message");
      assertThrows(
          InvalidDefinitionException.class,
          () -> PublishRequest.of(good.version("1"), bad.isEmpty() ? bad : bad + "/"));
    }
    for (String bad : List.of("", "a\u0000b", "a\nb", "n".repeat(256), "n".repeat(10_000))) {
      PackageCoordinates lib = new PackageCoordinates(PackageFormat.MAVEN, "ns", "name");
      assertThrows(
          InvalidDefinitionException.class, () -> PublishRequest.of(lib.version("1"), bad));
    }
  }

  @Test
  @DisplayName("that cannot be seen are spelled out when they are refused")
  void unseen() {
    PackageCoordinates lib = new PackageCoordinates(PackageFormat.MAVEN, "ns", "name");
    assertEquals(
        "publish request has 1 fault:\n  asset: \"\\u202egpj.\\u0000\" of 6 characters; allowed: 1 to"
            + " 255 characters, no control characters [artifact.asset]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> PublishRequest.of(lib.version("1"), "\u202egpj.\u0000"))
            .getMessage());
  }

  /** On disk, where they could do harm. */
  @Test
  @DisplayName("are kept apart and stay within the directory, whatever they look like")
  void hostile() throws IOException {
    Path inside = root.resolve("inside");
    Files.createDirectories(inside);
    Files.writeString(root.resolve("outside.txt"), "mine");
    List<String> names = new ArrayList<>(List.of("lib"));
    for (int run = 0; run < 2; run++) {
      try (FileContentStore content = FileContentStore.open(inside.resolve("content"));
          FileCatalogue catalogue = FileCatalogue.open(inside.resolve("catalogue"))) {
        Domain domain = Domain.builder("acme", catalogue, content, () -> Instant.EPOCH).build();
        Repository repository = domain.repositoryOrNew("releases");
        repository.publish(
            PublishRequest.of(
                new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib").version("1"),
                "../../outside.txt"),
            bytes("theirs"));
        for (String name : HOSTILE) {
          PackageCoordinates coordinates = new PackageCoordinates(PackageFormat.MAVEN, name, name);
          VersionCoordinates version = coordinates.version(name);
          if (run == 0) {
            repository.publish(
                PublishRequest.of(version, name).document(name, Fixture.utf8(name)), bytes(name));
            names.add(name);
          }
          assertEquals(name, read(repository.asset(version, name)));
          assertEquals(name, read(repository.document(version, name).orElseThrow()));
        }
        assertEquals(
            new TreeSet<>(names),
            repository.packages(PackageQuery.ALL, PageRequest.first()).items().stream()
                .map(PackageCoordinates::name)
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    assertEquals("mine", Files.readString(root.resolve("outside.txt")));
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(
          Set.of("inside", "outside.txt"),
          files.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  @Covers({"A-012", "A-013", "A-014"})
  @DisplayName("belong to one of eight formats, with a namespace where the format has one")
  void formats() {
    assertEquals(
        Set.of("npm", "pypi", "maven", "nuget", "generic", "ruby", "swift", "cargo"),
        Stream.of(PackageFormat.values()).map(PackageFormat::id).collect(Collectors.toSet()));
    for (PackageFormat format : PackageFormat.values()) {
      assertEquals(format, PackageFormat.of(format.id()));
      boolean isWithout = Set.of("pypi", "nuget", "ruby", "cargo").contains(format.id());
      boolean isNeeded = Set.of("maven", "swift", "generic").contains(format.id());
      assertEquals(!isWithout, isAllowed(format, "ns"), format.id());
      assertEquals(!isNeeded, isAllowed(format, ""), format.id());
    }
    PackageCoordinates one = new PackageCoordinates(PackageFormat.NPM, "vue", "ui");
    assertEquals("npm/vue/ui", one.toString());
    assertEquals(
        4,
        Set.of(
                one,
                new PackageCoordinates(PackageFormat.NPM, "", "ui"),
                new PackageCoordinates(PackageFormat.MAVEN, "vue", "ui"),
                new PackageCoordinates(PackageFormat.NPM, "vue", "ui2"))
            .size());
  }

  private static boolean isAllowed(PackageFormat format, String namespace) {
    try {
      new PackageCoordinates(format, namespace, "name");
      return true;
    } catch (InvalidDefinitionException e) {
      return false;
    }
  }

  @Test
  @Covers("A-017")
  @DisplayName("are brought into the form in which the format stores them")
  void normalized() {
    for (String spelling :
        List.of("Flask.SQL--Alchemy", "flask_sql_alchemy", "FLASK-.-SQL_ALCHEMY")) {
      assertEquals(
          "flask-sql-alchemy", PackageCoordinates.named(PackageFormat.PYPI, "", spelling).name());
    }
    assertEquals(
        "newtonsoft.json",
        PackageCoordinates.named(PackageFormat.NUGET, "", "Newtonsoft.JSON").name());
    PackageCoordinates swift = PackageCoordinates.named(PackageFormat.SWIFT, "Acme", "LinkedList");
    assertEquals("acme/linkedlist", swift.namespace() + "/" + swift.name());
    for (PackageFormat verbatim :
        List.of(PackageFormat.NPM, PackageFormat.MAVEN, PackageFormat.GENERIC)) {
      PackageCoordinates same = PackageCoordinates.named(verbatim, "My.Ns", "My_.Name");
      assertEquals("My.Ns/My_.Name", same.namespace() + "/" + same.name());
    }
  }

  @Test
  @Covers({"A-018", "A-019"})
  @DisplayName("of NuGet and PyPI: what is given in which form")
  void forms() throws IOException {
    PackageCoordinates json = new PackageCoordinates(PackageFormat.NUGET, "", "Json.NET");
    assertEquals("json.net", json.name());
    assertEquals("1.0.0", json.version("1.00").version());
    assertEquals("1.0.1", json.version("1.00.01").version());
    assertEquals("1.0.0", json.version("1.0.0.0").version());
    assertEquals("1.0.0.5", json.version("1.0.0.5").version());
    assertEquals("1.0.0-beta", json.version("1.0.0-beta+build.7").version());
    Repository repository = new Fixture().open("releases");
    String asset = "json.net.1.0.0.nupkg";
    repository.publish(PublishRequest.of(json.version("1.00"), asset), bytes("1"));
    PackageCoordinates spelled = new PackageCoordinates(PackageFormat.NUGET, "", "JSON.Net");
    assertEquals("1", read(repository.asset(spelled.version("1.0.0.0"), asset)));
    Fixture.refused(() -> repository.asset(json.version("1.0"), "Json.NET.1.00.nupkg"));
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:package/acme/releases/nuget//json.net",
        repository.arn(json));
    InvalidDefinitionException refusal =
        assertThrows(
            InvalidDefinitionException.class,
            () -> new PackageCoordinates(PackageFormat.PYPI, "", "My_Tool"));
    assertEquals(
        "package has 1 fault:\n  name: \"My_Tool\"; allowed: my-tool [artifact.name]",
        refusal.getMessage());
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:package/acme/releases/pypi//my-tool",
        repository.arn(PackageCoordinates.named(PackageFormat.PYPI, "", "My_Tool")));
  }

  @Test
  @Covers("A-026")
  @DisplayName("of an npm package's only asset, and of others at any time")
  void assets() throws IOException {
    Repository repository = new Fixture().open("releases");
    PackageCoordinates ui = new PackageCoordinates(PackageFormat.NPM, "", "ui");
    assertEquals(
        "publish request has 1 fault:\n"
            + "  asset: \"ui-1.0.0.tgz\" of an npm package; allowed: package.tgz"
            + " [artifact.asset]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> PublishRequest.of(ui.version("1.0.0"), "ui-1.0.0.tgz"))
            .getMessage());
    repository.publish(PublishRequest.of(ui.version("1.0.0"), "package.tgz"), bytes("1"));
    for (PackageFormat format :
        List.of(PackageFormat.MAVEN, PackageFormat.PYPI, PackageFormat.GENERIC)) {
      VersionCoordinates version =
          new PackageCoordinates(format, format == PackageFormat.PYPI ? "" : "ns", "lib")
              .version("1.0");
      repository.publish(PublishRequest.of(version, "a"), bytes("1"));
      assertEquals(VersionStatus.PUBLISHED, repository.describe(version).status());
      repository.publish(PublishRequest.of(version, "b"), bytes("2"));
      assertEquals("2", read(repository.asset(version, "b")));
      assertEquals(VersionStatus.PUBLISHED, repository.describe(version).status());
    }
  }
}
