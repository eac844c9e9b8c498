package dev.penstock.pipeline;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The service's rules of artifact stores and regions. */
final class ServiceStoreChecks implements DefinitionCheck {
  private static final Names LOCATION = new Names("a-zA-Z0-9.-", 63);
  private static final int SHORTEST_LOCATION = 3;
  static final int SHORTEST_REGION = 4;
  static final int LONGEST_REGION = 30;

  @Override
  public void check(Definition definition, Faults faults) {
    Draft draft = definition.draft();
    if (draft.artifactStore().isPresent() != draft.artifactStores().isEmpty()) {
      faults.error(
          "artifact-store",
          "P-208",
          draft.artifactStore().isPresent() ? "artifactStores" : "artifactStore",
          draft.artifactStore().isPresent() ? "one store, and stores by region" : "no store",
          "exactly one of artifactStore and artifactStores");
    }
    draft.artifactStore().ifPresent(store -> store("artifactStore", store, faults));
    draft
        .artifactStores()
        .forEach(
            (region, store) -> {
              String path = "artifactStores." + region;
              faults.length("region", "P-104", path, region, SHORTEST_REGION, LONGEST_REGION);
              store(path, store, faults);
            });
    regions(definition, faults);
  }

  private static void store(String path, ArtifactStore store, Faults faults) {
    one(faults, "P-121", path + ".type", store.type(), ArtifactStore.S3);
    String location = store.location();
    if (location.length() < SHORTEST_LOCATION || !LOCATION.matches(location)) {
      faults.error(
          "artifact-store",
          "P-122",
          path + ".location",
          "\"" + location + "\" is no location",
          SHORTEST_LOCATION
              + " to "
              + LOCATION.longest()
              + " characters of "
              + LOCATION.characters());
    }
    store
        .encryptionKey()
        .ifPresent(
            key -> {
              faults.length(
                  "artifact-store", "P-123", path + ".encryptionKey.id", key.id(), 1, 400);
              one(faults, "P-123", path + ".encryptionKey.type", key.type(), EncryptionKey.KMS);
            });
  }

  private static void one(Faults faults, String reference, String path, String found, String only) {
    if (!found.equals(only)) {
      faults.error("artifact-store", reference, path, "\"" + found + "\"", only);
    }
  }

  /** Each region in use has a store; one store serves one region. */
  private static void regions(Definition definition, Faults faults) {
    Draft draft = definition.draft();
    Set<String> used = new TreeSet<>();
    definition
        .actions()
        .forEach(each -> region(each.at(".region"), each.action().region(), draft, used, faults));
    definition
        .rules()
        .forEach(each -> region(each.at(".region"), each.rule().region(), draft, used, faults));
    if (draft.artifactStores().isEmpty() && used.size() > 1) {
      faults.error(
          "region",
          "P-104",
          "artifactStore",
          "one store for the regions " + String.join(", ", used),
          "artifactStores, with one for each region");
    }
  }

  private static void region(
      String path, Optional<String> region, Draft draft, Set<String> used, Faults faults) {
    if (region.isEmpty()) {
      return;
    }
    used.add(region.get());
    faults.length("region", "P-155", path, region.get(), SHORTEST_REGION, LONGEST_REGION);
    if (!draft.artifactStores().isEmpty() && !draft.artifactStores().containsKey(region.get())) {
      faults.error(
          "region",
          "P-104",
          path,
          "no artifact store for \"" + region.get() + "\"",
          String.join(", ", draft.artifactStores().keySet()));
    }
  }
}
