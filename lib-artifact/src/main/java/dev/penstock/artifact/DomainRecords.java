package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a domain and its repositories. Those of a repository change together with the
 * domain's, which counts them: so none is made in a domain that goes, and none beyond the limit.
 */
final class DomainRecords {
  private final DomainName domain;
  private final Catalogue catalogue;
  private final InstantSource clock;
  private final CatalogueKey key;
  private final CatalogueKey repositories;

  DomainRecords(DomainName domain, Catalogue catalogue, InstantSource clock) {
    this.domain = domain;
    this.catalogue = catalogue;
    this.clock = clock;
    this.key = CatalogueKey.of("domains", domain.segment());
    this.repositories = CatalogueKey.of("repositories", domain.segment());
  }

  /** A record, and the very text it was read from. */
  record Stored(String text, DomainRecord value) {}

  private Optional<Stored> find(CatalogueKey of) throws IOException {
    Optional<String> text = catalogue.read(of);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Stored(text.get(), DomainRecord.read(of, text.get())));
  }

  /** The domain's record, made if it is not there. */
  Stored domain() throws IOException {
    Optional<Stored> found = find(key);
    while (found.isEmpty()) {
      String text = DomainRecord.created(clock.instant(), domain.owner(), "").write();
      catalogue.replace(key, null, text);
      found = find(key);
    }
    return found.get();
  }

  CatalogueKey key(String repository) {
    return repositories.child(repository);
  }

  Stored require(String repository) throws IOException {
    return find(key(repository))
        .filter(found -> !found.value().isLeaving())
        .orElseThrow(() -> missing(repository));
  }

  ArtifactException missing(String repository) {
    return ArtifactException.notFound(
        Resource.REPOSITORY, domain.name() + "/" + repository, "not in this domain");
  }

  /** A repository that is there and not being deleted. */
  Optional<DomainRecord> find(String repository) throws IOException {
    return find(key(repository)).map(Stored::value).filter(found -> !found.isLeaving());
  }

  /** The tags of the domain; none if it has no record yet. */
  SortedMap<String, String> tags() throws IOException {
    return find(key).map(found -> found.value().tags()).orElseGet(TreeMap::new);
  }

  /** Names of the repositories, optionally with those that are being deleted. */
  List<String> names(boolean withLeaving) throws IOException {
    List<String> names = new ArrayList<>();
    for (CatalogueKey found : catalogue.keys(repositories, null, Integer.MAX_VALUE)) {
      Optional<Stored> stored = withLeaving ? Optional.empty() : find(found);
      if (withLeaving || stored.filter(each -> !each.value().isLeaving()).isPresent()) {
        names.add(found.segments().get(2));
      }
    }
    return names;
  }

  boolean isLeaving(String repository) throws IOException {
    return find(key(repository)).filter(found -> found.value().isLeaving()).isPresent();
  }

  /** Makes a repository; false if there is one. */
  boolean create(String repository, String administrator, String description, int most)
      throws IOException {
    while (true) {
      if (find(key(repository)).isPresent()) {
        return false;
      }
      Stored of = domain();
      int count = of.value().repositories();
      if (count >= most) {
        throw ArtifactException.quota(
            Resource.DOMAIN,
            domain.name(),
            "it has " + count + " repositories; allowed: at most " + most);
      }
      DomainRecord made = DomainRecord.created(clock.instant(), administrator, description);
      if (catalogue.commit(
          List.of(
              new Change(key, of.text(), of.value().withRepositories(count + 1).write()),
              new Change(key(repository), null, made.write())))) {
        return true;
      }
    }
  }

  DomainRecord update(String repository, UnaryOperator<DomainRecord> change) throws IOException {
    while (true) {
      Stored found = require(repository);
      DomainRecord next = change.apply(found.value());
      if (catalogue.replace(key(repository), found.text(), next.write())) {
        return next;
      }
    }
  }

  DomainRecord updateDomain(UnaryOperator<DomainRecord> change) throws IOException {
    while (true) {
      Stored found = domain();
      DomainRecord next = change.apply(found.value());
      if (catalogue.replace(key, found.text(), next.write())) {
        return next;
      }
    }
  }

  /** Removes the record of a repository whose packages are gone, and what goes with it. */
  void remove(String repository, CatalogueKey policy) throws IOException {
    while (true) {
      @Nullable Stored found = find(key(repository)).orElse(null);
      if (found == null) {
        return;
      }
      Stored of = domain();
      List<Change> changes = new ArrayList<>();
      changes.add(
          new Change(
              key, of.text(), of.value().withRepositories(of.value().repositories() - 1).write()));
      changes.add(new Change(key(repository), found.text(), null));
      catalogue.read(policy).ifPresent(text -> changes.add(new Change(policy, text, null)));
      if (catalogue.commit(changes)) {
        return;
      }
    }
  }

  /** Removes the domain's record; refuses while it has repositories. */
  DomainRecord removeDomain(CatalogueKey policy) throws IOException {
    while (true) {
      Stored found = domain();
      if (found.value().repositories() > 0) {
        throw ArtifactException.conflict(
            Resource.DOMAIN,
            domain.name(),
            "it has repositories " + names(true) + "; allowed: none; delete them first");
      }
      List<Change> changes = new ArrayList<>();
      changes.add(new Change(key, found.text(), null));
      catalogue.read(policy).ifPresent(text -> changes.add(new Change(policy, text, null)));
      if (catalogue.commit(changes)) {
        return found.value();
      }
    }
  }
}
