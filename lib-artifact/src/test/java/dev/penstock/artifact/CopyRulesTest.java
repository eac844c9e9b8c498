package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.failure;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.read;
import static dev.penstock.artifact.Fixture.refused;
import static dev.penstock.artifact.Fixture.success;
import static dev.penstock.artifact.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionChangeResult.Success;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Copying versions")
class CopyRulesTest {
  private static final PackageCoordinates UI =
      new PackageCoordinates(PackageFormat.NPM, "vue", "ui");

  private final Fixture fixture = new Fixture();
  private final Repository from = fixture.open("from");
  private final Repository to = fixture.open("to");

  private VersionChangeResult copy(String... versions) throws IOException {
    return to.copyFrom(from, CopyRequest.of(APP, versions));
  }

  @Test
  @Covers({"A-002", "A-036", "A-157", "AP-050"})
  @DisplayName("brings all of a version along, and no bytes")
  void whole() throws IOException {
    from.publish(
        PublishRequest.of(APP.version("1.0"), "a")
            .document("doc", utf8("d"))
            .mark("yanked", "bad")
            .metadata(VersionMetadata.EMPTY.withSummary("s")),
        bytes("1"));
    from.updateStatus(APP, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    VersionDescription original = from.describe(APP.version("1.0"));
    int puts = fixture.content.puts;
    fixture.now = fixture.now.plusSeconds(9);
    assertEquals(
        new VersionChangeResult(
            Map.of("1.0", new Success(original.revision(), VersionStatus.UNLISTED)), Map.of()),
        copy("1.0"));
    assertEquals(puts, fixture.content.puts);
    assertEquals(2, fixture.content.refreshed.size(), "kept from being collected meanwhile");
    assertEquals(original, to.describe(APP.version("1.0")));
    assertEquals(new Origin(Origin.Type.INTERNAL, "from"), original.origin());
    assertEquals("1", read(to.asset(APP.version("1.0"), "a")));
    assertEquals("d", read(to.document(APP.version("1.0"), "doc").orElseThrow()));
    VersionEvent event = fixture.events.get(fixture.events.size() - 1);
    assertEquals("to", event.repository());
    assertEquals(VersionEvent.Operation.CREATED, event.operation());
    assertEquals(1, event.changes().assetsAdded());
  }

  @Test
  @Covers({"A-151", "A-216"})
  @DisplayName("works within one domain, for one package and up to 100 versions")
  void bounds() throws IOException {
    Domain other =
        Domain.builder("other", fixture.catalogue, fixture.content, () -> fixture.now).build();
    Repository foreign = other.createRepository("from");
    publish(foreign, "1.0", "a", "1");
    assertThrows(
        InvalidDefinitionException.class, () -> to.copyFrom(foreign, CopyRequest.of(APP, "1.0")));
    assertThrows(
        InvalidDefinitionException.class, () -> to.copyFrom(to, CopyRequest.of(APP, "1.0")));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      publish(from, "1." + i, "a", "1");
      many.put("1." + i, "");
    }
    assertEquals(100, to.copyFrom(from, CopyRequest.of(APP, many)).successful().size());
    many.put("2.0", "");
    assertThrows(InvalidDefinitionException.class, () -> CopyRequest.of(APP, many));
    assertThrows(InvalidDefinitionException.class, () -> CopyRequest.of(APP));
  }

  @Test
  @Covers({"A-153", "A-154"})
  @DisplayName("leaves alone what is the same, and replaces what differs only if told to")
  void existing() throws IOException {
    publish(from, "1.0", "a", "1");
    publish(to, "1.0", "a", "1");
    int events = fixture.events.size();
    assertEquals(new VersionChangeResult(Map.of(), Map.of()), copy("1.0"));
    assertEquals(events, fixture.events.size());
    from.putMetadata(APP.version("1.0"), VersionMetadata.EMPTY.withSummary("only this"));
    assertEquals(Code.ALREADY_EXISTS, failure(copy("1.0"), "1.0").code());
    publish(from, "2.0", "a", "mine");
    publish(to, "2.0", "a", "theirs");
    publish(to, "2.0", "b", "more");
    assertEquals(Code.ALREADY_EXISTS, failure(copy("2.0"), "2.0").code());
    assertEquals("theirs", read(to.asset(APP.version("2.0"), "a")));
    VersionChangeResult result = to.copyFrom(from, CopyRequest.of(APP, "1.0", "2.0").overwriting());
    assertEquals(2, result.successful().size());
    assertEquals(from.describe(APP.version("1.0")), to.describe(APP.version("1.0")));
    assertEquals("mine", read(to.asset(APP.version("2.0"), "a")));
    refused(() -> to.asset(APP.version("2.0"), "b"));
    assertEquals(
        new VersionEvent.Changes(0, 1, 1, false, false),
        fixture.events.get(fixture.events.size() - 1).changes());
  }

  @Test
  @Covers({"A-155", "A-156", "AP-050"})
  @DisplayName("does all of an order or nothing")
  void allOrNothing() throws IOException {
    String revision = publish(from, "1.0", "a", "1").version().revision();
    VersionChangeResult result = copy("1.0", "2.0");
    assertEquals(
        Map.of(
            "1.0", new Failure(Code.SKIPPED, "left alone because of [2.0]"),
            "2.0", new Failure(Code.NOT_FOUND, "not in the source repository")),
        result.failed());
    assertEquals(Map.of(), result.successful());
    refused(() -> to.describe(APP.version("1.0")));
    assertEquals(
        new Failure(
            Code.MISMATCHED_REVISION, "current revision: " + revision + ", expected revision: x"),
        to.copyFrom(from, CopyRequest.of(APP, Map.of("1.0", "x"))).failed().get("1.0"));
    assertEquals(
        1, to.copyFrom(from, CopyRequest.of(APP, Map.of("1.0", revision))).successful().size());
  }

  @Test
  @Covers("A-158")
  @DisplayName("takes the tags of copied npm versions along, over those of the same names")
  void tags() throws IOException {
    from.publish(
        PublishRequest.of(UI.version("1.0.0"), "package.tgz").tag("old").tag("lts"), bytes("1"));
    from.publish(PublishRequest.of(UI.version("2.0.0"), "package.tgz").tag("latest"), bytes("2"));
    to.publish(
        PublishRequest.of(UI.version("0.1.0"), "package.tgz").tag("lts").tag("mine"), bytes("0"));
    to.copyFrom(from, CopyRequest.of(UI, "1.0.0"));
    assertEquals(Map.of("old", "1.0.0", "lts", "1.0.0", "mine", "0.1.0"), to.tags(UI));
    PackageCoordinates lib = new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib");
    from.publish(PublishRequest.of(lib.version("1"), "a").tag("x"), bytes("1"));
    to.copyFrom(from, CopyRequest.of(lib, "1"));
    assertEquals(Map.of(), to.tags(lib));
  }

  @Test
  @Covers("A-159")
  @DisplayName("is for published, unlisted and archived versions")
  void statuses() throws IOException {
    from.publish(PublishRequest.of(APP.version("1.0"), "a").unfinished(), bytes("1"));
    assertEquals(
        new Failure(Code.NOT_ALLOWED, "Unfinished versions cannot be copied"),
        copy("1.0").failed().get("1.0"));
    publish(from, "2.0", "a", "1");
    from.updateStatus(APP, VersionChange.of("2.0"), VersionStatus.ARCHIVED);
    assertEquals(VersionStatus.ARCHIVED, success(copy("2.0"), "2.0").status());
    assertEquals(VersionStatus.ARCHIVED, to.describe(APP.version("2.0")).status());
    from.dispose(APP, VersionChange.of("2.0"));
    assertEquals(Code.NOT_ALLOWED, failure(copy("2.0"), "2.0").code());
    publish(from, "3.0", "a", "1");
    publish(to, "3.0", "a", "1");
    to.dispose(APP, VersionChange.of("3.0"));
    assertEquals(
        Code.NOT_ALLOWED,
        failure(to.copyFrom(from, CopyRequest.of(APP, "3.0").overwriting()), "3.0").code());
  }

  @Test
  @DisplayName("decides anew if source or target change before it is done")
  void sourceChanges() throws IOException {
    InterruptedCatalogue catalogue = new InterruptedCatalogue();
    Fixture other = new Fixture(catalogue, RepositoryLimits.STANDARD);
    Repository source = other.open("source");
    Repository target = other.open("target");
    publish(source, "1.0", "a", "1");
    catalogue.before = () -> source.delete(APP, VersionChange.of("1.0"));
    VersionChangeResult result = target.copyFrom(source, CopyRequest.of(APP, "1.0"));
    assertEquals(Code.NOT_FOUND, failure(result, "1.0").code());
    refused(() -> target.describe(APP.version("1.0")));
    publish(source, "1.0", "a", "1");
    publish(target, "1.0", "a", "other");
    catalogue.before = () -> target.delete(APP, VersionChange.of("1.0"));
    result = target.copyFrom(source, CopyRequest.of(APP, "1.0"));
    assertEquals(VersionStatus.PUBLISHED, success(result, "1.0").status(), "also if it refused it");
    assertEquals("1", read(target.asset(APP.version("1.0"), "a")));
    catalogue.before = null;
    PublishRequest tagged = PublishRequest.of(UI.version("1.0.0"), "package.tgz").tag("latest");
    source.publish(tagged, bytes("1"));
    catalogue.before = () -> source.untag(UI, "latest");
    target.copyFrom(source, CopyRequest.of(UI, "1.0.0"));
    assertEquals(Map.of(), target.tags(UI));
  }
}
