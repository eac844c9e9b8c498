package dev.penstock.artifact;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionChangeResult.Success;
import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.VersionRecords.StoredPackage;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies versions from one repository into another one of the domain: their records, never their
 * bytes. All of an order or none; and none if a version changes at its source meanwhile.
 */
final class Copying {
  private final Gate gate;
  private final VersionRecords source;
  private final PackageChanges packages;
  private final ContentStore content;

  Copying(Gate gate, VersionRecords source, PackageChanges packages, ContentStore content) {
    this.gate = gate;
    this.source = source;
    this.packages = packages;
    this.content = content;
  }

  VersionChangeResult copy(CopyRequest request) throws IOException {
    return packages.change(request.of(), draft -> copy(draft, request));
  }

  private VersionChangeResult copy(PackageDraft draft, CopyRequest request) throws IOException {
    Map<String, Failure> failed = new TreeMap<>();
    Map<String, Stored> found = new TreeMap<>();
    for (String version : new TreeSet<>(request.revisions().keySet())) {
      VersionCoordinates of = request.of().version(version);
      @Nullable Stored stored = source.find(of).orElse(null);
      draft.with(Change.none(source.key(of), stored == null ? null : stored.text()));
      @Nullable Failure failure = refusal(draft, version, stored, request);
      if (failure != null) {
        failed.put(version, failure);
      } else if (stored != null) {
        found.put(version, stored);
      }
    }
    if (!failed.isEmpty()) {
      return VersionChangeResult.refused(failed, found.keySet());
    }
    Map<String, Success> successful = new TreeMap<>();
    for (Map.Entry<String, Stored> entry : found.entrySet()) {
      VersionRecord record = entry.getValue().value();
      @Nullable VersionRecord there = draft.find(entry.getKey()).orElse(null);
      if (there == null || !there.revision().equals(record.revision())) {
        record.refresh(content);
        draft.put(entry.getKey(), record);
        successful.put(entry.getKey(), new Success(record.revision(), record.status()));
      }
    }
    if (!successful.isEmpty()) {
      String any = successful.keySet().iterator().next();
      gate.admit(draft, request.of().version(any), Arrival.COPIED);
    }
    copyTags(draft, successful.keySet());
    return new VersionChangeResult(successful, failed);
  }

  private static @Nullable Failure refusal(
      PackageDraft draft, String version, @Nullable Stored stored, CopyRequest request)
      throws IOException {
    if (stored == null) {
      return new Failure(Code.NOT_FOUND, "not in the source repository");
    }
    VersionRecord record = stored.value();
    String wanted = request.revisions().getOrDefault(version, "");
    if (!wanted.isEmpty() && !wanted.equals(record.revision())) {
      return new Failure(
          Code.MISMATCHED_REVISION,
          "current revision: " + record.revision() + ", expected revision: " + wanted);
    }
    if (record.status() == VersionStatus.UNFINISHED || record.status() == VersionStatus.DISPOSED) {
      return new Failure(Code.NOT_ALLOWED, record.status() + " versions cannot be copied");
    }
    @Nullable VersionRecord there = draft.find(version).orElse(null);
    if (there == null) {
      return null;
    }
    if (there.status() == VersionStatus.DISPOSED) {
      return new Failure(Code.NOT_ALLOWED, "Disposed versions cannot be replaced");
    }
    return there.revision().equals(record.revision()) || request.allowOverwrite()
        ? null
        : new Failure(
            Code.ALREADY_EXISTS,
            "it is there with revision "
                + there.revision()
                + "; the source has "
                + record.revision());
  }

  /** Tags of npm packages go along with the versions that they name. */
  private void copyTags(PackageDraft draft, Set<String> copied) throws IOException {
    if (draft.coordinates().format() != PackageFormat.NPM || copied.isEmpty()) {
      return;
    }
    Map<String, List<String>> byVersion = new HashMap<>();
    @Nullable StoredPackage stored = source.find(draft.coordinates()).orElse(null);
    if (stored == null) {
      return; // it went meanwhile, so the commit will fail
    }
    draft.with(Change.none(source.key(draft.coordinates()), stored.text()));
    stored
        .value()
        .tags()
        .forEach(
            (tag, version) ->
                byVersion.computeIfAbsent(version, each -> new ArrayList<>()).add(tag));
    for (String version : copied) {
      PackageTags.set(draft, byVersion.getOrDefault(version, List.of()), version);
    }
  }
}
