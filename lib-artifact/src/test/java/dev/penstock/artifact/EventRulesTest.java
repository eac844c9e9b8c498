package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.VersionEvent.Changes;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Events of a domain")
class EventRulesTest {
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib");

  /** Remembers its commits, and dies right after one if told to. */
  private static final class Recording implements Catalogue {
    private final InMemoryCatalogue documents = new InMemoryCatalogue();
    private final List<List<Change>> commits = new ArrayList<>();
    private @Nullable String dieAfter;

    @Override
    public Optional<String> read(CatalogueKey key) {
      return documents.read(key);
    }

    @Override
    public boolean commit(List<Change> changes) throws IOException {
      boolean done = documents.commit(changes);
      if (done) {
        commits.add(changes);
      }
      String root = dieAfter;
      if (done
          && root != null
          && changes.stream().anyMatch(each -> each.key().segments().get(0).equals(root))) {
        throw new IOException("died after the commit");
      }
      return done;
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
      return documents.keys(prefix, after, limit);
    }
  }

  private final Recording catalogue = new Recording();
  private final Fixture fixture = new Fixture(catalogue, RepositoryLimits.STANDARD);
  private final Repository repository = fixture.open("releases");

  private List<String> told() {
    return fixture.events.stream()
        .map(event -> event.operation() + " " + event.status() + " " + event.changes())
        .toList();
  }

  @Test
  @Covers({"A-199", "A-201"})
  @DisplayName("have the service's shape")
  void shape() throws IOException {
    PackageCoordinates ui = new PackageCoordinates(PackageFormat.NPM, "vue", "ui");
    repository.publish(
        PublishRequest.of(ui.version("1.0.0"), "package.tgz").document("package.json", utf8("{}")),
        bytes("1"));
    VersionEvent event = fixture.events.get(0);
    String arn = "arn:aws:codeartifact:eu-1:123456789012:package/acme/releases/npm/vue/ui";
    Map<String, Object> shown = new LinkedHashMap<>(event.toServiceEvent());
    String id = String.valueOf(shown.remove("id"));
    assertTrue(id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), id);
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("assetsAdded", 1);
    changes.put("assetsRemoved", 0);
    changes.put("assetsUpdated", 0);
    changes.put("metadataUpdated", true);
    changes.put("statusChanged", true);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("domainName", "acme");
    detail.put("domainOwner", "123456789012");
    detail.put("repositoryName", "releases");
    detail.put("repositoryAdministrator", "123456789012");
    detail.put("packageFormat", "npm");
    detail.put("packageNamespace", "vue");
    detail.put("packageName", "ui");
    detail.put("packageVersion", "1.0.0");
    detail.put("packageVersionState", "Published");
    detail.put("packageVersionRevision", repository.describe(ui.version("1.0.0")).revision());
    detail.put("changes", changes);
    detail.put("operationType", "Created");
    detail.put("sequenceNumber", 1L);
    detail.put("eventDeduplicationId", event.deduplicationId());
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("version", "0");
    envelope.put("detail-type", "CodeArtifact Package Version State Change");
    envelope.put("source", "aws.codeartifact");
    envelope.put("account", "123456789012");
    envelope.put("time", "2026-01-01T00:00:00Z");
    envelope.put("region", "eu-1");
    envelope.put("resources", List.of(arn));
    envelope.put("detail", detail);
    assertEquals(envelope, shown);
    PackageCoordinates react = new PackageCoordinates(PackageFormat.NPM, "", "react");
    repository.publish(PublishRequest.of(react.version("1.0.0"), "package.tgz"), bytes("1"));
    Map<?, ?> second = detail(1);
    assertTrue(second.containsKey("packageNamespace"));
    assertNull(second.get("packageNamespace"));
    Repository others = fixture.domain.createRepository("others", "", "999999999999");
    publish(others, "1.0", "a", "1");
    Map<?, ?> third = detail(2);
    assertEquals("999999999999", third.get("repositoryAdministrator"));
  }

  private Map<?, ?> detail(int event) {
    return Objects.requireNonNull(
        (Map<?, ?>) fixture.events.get(event).toServiceEvent().get("detail"));
  }

  @Test
  @Covers({"A-202", "A-203", "A-207"})
  @DisplayName("are told of each change of a version and of nothing else, with what is different")
  void changes() throws IOException {
    VersionCoordinates version = LIB.version("1.0");
    PublishRequest jar = PublishRequest.of(version, "lib.jar").unfinished();
    PublishRequest pom = PublishRequest.of(version, "lib.pom").unfinished();
    repository.publish(jar, bytes("1"));
    repository.publish(jar, bytes("1"));
    repository.publish(pom, bytes("2"));
    repository.publish(jar.replacing(), bytes("3"));
    repository.finish(version);
    repository.finish(version);
    repository.publish(pom, bytes("2"));
    repository.mark(version, "deprecated", "x");
    repository.mark(version, "deprecated", "x");
    repository.tag(LIB, "latest", "1.0");
    repository.untag(LIB, "latest");
    repository.updateStatus(LIB, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    repository.updateStatus(LIB, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    repository.dispose(LIB, VersionChange.of("1.0"));
    repository.dispose(LIB, VersionChange.of("1.0"));
    repository.delete(LIB, VersionChange.of("1.0"));
    repository.delete(LIB, VersionChange.of("1.0"));
    assertThrows(ArtifactException.class, () -> repository.describe(version), "so nothing is left");
    assertEquals(
        List.of(
            "CREATED Unfinished " + new Changes(1, 0, 0, true, true),
            "UPDATED Unfinished " + new Changes(1, 0, 0, false, false),
            "UPDATED Unfinished " + new Changes(0, 0, 1, false, false),
            "UPDATED Published " + new Changes(0, 0, 0, false, true),
            "UPDATED Published " + new Changes(0, 0, 0, true, false),
            "UPDATED Unlisted " + new Changes(0, 0, 0, false, true),
            "UPDATED Disposed " + new Changes(0, 0, 0, false, true),
            "DELETED Disposed " + new Changes(0, 2, 0, false, true)),
        told());
    assertEquals(
        Set.of("CREATED", "UPDATED", "DELETED"),
        Set.of(Operation.values()).stream().map(Enum::name).collect(Collectors.toSet()));
    int events = 0;
    for (List<Catalogue.Change> commit : catalogue.commits) {
      long versions =
          commit.stream()
              .filter(each -> each.key().segments().get(0).equals("versions"))
              .filter(each -> !Objects.equals(each.expected(), each.next()))
              .count();
      long written =
          commit.stream()
              .filter(each -> each.key().segments().get(0).equals("outbox"))
              .filter(each -> each.next() != null)
              .count();
      assertEquals(versions, written, "in the same step");
      events += (int) written;
    }
    assertEquals(8, events);
    assertEquals(0, fixture.domain.undeliveredEvents());
  }

  @Test
  @Covers({"A-204", "AP-058"})
  @DisplayName("are numbered within their package")
  void sequence() throws IOException {
    publish(repository, "1.0", "a", "1");
    publish(repository, "2.0", "a", "1");
    repository.publish(PublishRequest.of(LIB.version("1.0"), "a"), bytes("1"));
    repository.delete(APP, VersionChange.of("1.0", "2.0"));
    repository.deletePackage(APP);
    publish(repository, "1.0", "a", "1");
    fixture.domain.deleteRepository("releases");
    publish(fixture.open("releases"), "1.0", "a", "1");
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L),
        fixture.events.stream()
            .filter(event -> event.version().of().equals(APP))
            .map(VersionEvent::sequence)
            .toList());
    Set<String> ids = new HashSet<>();
    fixture.events.forEach(event -> ids.add(event.deduplicationId()));
    assertEquals(fixture.events.size(), ids.size());
  }

  /** A listener that fails for some packages. */
  private static final class Picky implements VersionListener {
    private final List<String> seen = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private boolean isBroken = true;

    @Override
    public void onChange(VersionEvent event) {
      seen.add(event.version().of().name() + event.sequence());
      ids.add(event.deduplicationId());
      if (isBroken && event.version().of().equals(APP)) {
        throw new IllegalStateException("broken for " + event.version());
      }
    }
  }

  @Test
  @Covers({"A-205", "AP-058"})
  @DisplayName("are told again until they are acknowledged, in the order of their package")
  void again() throws IOException {
    Picky picky = new Picky();
    Domain domain = domain(picky);
    Repository releases = domain.repository("releases");
    publish(releases, "1.0", "a", "1");
    releases.publish(PublishRequest.of(LIB.version("1.0"), "a"), bytes("1"));
    publish(releases, "2.0", "a", "1");
    assertEquals(List.of("app1", "lib1", "app1"), picky.seen, "the first one blocks its package");
    assertEquals(picky.ids.get(0), picky.ids.get(2));
    assertEquals(2, domain.undeliveredEvents());
    assertEquals(
        "broken for generic/acme/app/1.0",
        domain.deliveryFailure().map(Exception::getMessage).orElse(""));
    assertEquals(0, domain.deliverEvents());
    assertEquals(2, domain.undeliveredEvents());
    picky.seen.clear();
    picky.isBroken = false;
    Domain restarted = domain(picky);
    assertEquals(2, restarted.deliverEvents());
    assertEquals(List.of("app1", "app2"), picky.seen);
    assertEquals(0, restarted.undeliveredEvents());
    assertEquals(Optional.empty(), restarted.deliveryFailure());
    assertEquals(0, restarted.deliverEvents());
    assertEquals(2, picky.seen.size());
  }

  @Test
  @Covers({"A-204", "AP-058"})
  @DisplayName("keep their order when the machine's language changes before they are told")
  void languages() throws IOException {
    Picky picky = new Picky();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      publish(domain(picky).repository("releases"), "1.0", "a", "1");
      publish(domain(picky).repository("releases"), "2.0", "a", "1");
      Locale.setDefault(Locale.ROOT);
      publish(domain(picky).repository("releases"), "3.0", "a", "1");
    } finally {
      Locale.setDefault(before);
    }
    picky.seen.clear();
    picky.isBroken = false;
    assertEquals(3, domain(picky).deliverEvents());
    assertEquals(List.of("app1", "app2", "app3"), picky.seen);
  }

  private Domain domain(VersionListener listener) {
    return Domain.builder("acme", catalogue, fixture.content, () -> fixture.now)
        .owner("123456789012")
        .region("eu-1")
        .listener(listener)
        .build();
  }

  @Test
  @Covers({"A-207", "AP-058"})
  @DisplayName("are not lost when the process dies between the change and the telling")
  void crash() throws IOException {
    List<VersionEvent> heard = new ArrayList<>();
    Domain domain = domain(heard::add);
    Repository releases = domain.repository("releases");
    catalogue.dieAfter = "versions";
    assertThrows(IOException.class, () -> publish(releases, "1.0", "a", "1"));
    catalogue.dieAfter = null;
    assertEquals(List.of(), heard);
    Domain restarted = domain(heard::add);
    assertEquals(1, restarted.deliverEvents());
    assertEquals(
        VersionStatus.PUBLISHED,
        restarted.repository("releases").describe(APP.version("1.0")).status());
    assertEquals(1, heard.size());
    assertFalse(publish(restarted.repository("releases"), "1.0", "a", "1").isChanged());
    assertEquals(1, heard.size());
  }

  @Test
  @DisplayName("may lead the listener to changes, whose events follow")
  void nested() throws IOException {
    List<String> heard = new ArrayList<>();
    Domain[] domain = new Domain[1];
    domain[0] =
        domain(
            event -> {
              heard.add(event.version().version() + " " + event.status());
              if (event.status() == VersionStatus.PUBLISHED) {
                try {
                  domain[0]
                      .repository("releases")
                      .updateStatus(
                          APP, VersionChange.of(event.version().version()), VersionStatus.UNLISTED);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    publish(domain[0].repository("releases"), "1.0", "a", "1");
    publish(domain[0].repository("releases"), "2.0", "a", "1");
    assertEquals(List.of("1.0 Published", "1.0 Unlisted", "2.0 Published", "2.0 Unlisted"), heard);
  }

  @Test
  @DisplayName("are not written down if nobody listens")
  void silent() throws IOException {
    Domain domain = domain(VersionListener.NONE);
    publish(domain.repository("releases"), "1.0", "a", "1");
    assertEquals(0, domain.undeliveredEvents());
  }
}
