package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes assets in: first their bytes, then, once these are durable, the record. */
final class Publishing {
  private final String repository;
  private final ContentStore content;
  private final Gate gate;
  private final PackageChanges packages;
  private final RepositoryLimits limits;
  private final InstantSource clock;
  private final ManifestReader manifests;

  Publishing(
      String repository,
      Gate gate,
      ContentStore content,
      PackageChanges packages,
      RepositoryLimits limits,
      InstantSource clock,
      ManifestReader manifests) {
    this.repository = repository;
    this.gate = gate;
    this.content = content;
    this.packages = packages;
    this.limits = limits;
    this.clock = clock;
    this.manifests = manifests;
  }

  PublishResult publish(PublishRequest request, ContentWriter bytes) throws IOException {
    gate.beforePublish(request.version());
    String id = request.version() + "/" + request.asset();
    return record(
        request,
        content.put(
            out -> bytes.writeTo(new Limited(out, id, limits.assetBytes())),
            found -> requireExpected(request.expected(), found)));
  }

  StagedAsset stage(ContentWriter bytes, ContentCheck check) throws IOException {
    StoredContent stored =
        content.put(
            out -> bytes.writeTo(new Limited(out, "to be published", limits.assetBytes())), check);
    return new StagedAsset(stored, content);
  }

  PublishResult publish(PublishRequest request, StagedAsset staged) throws IOException {
    if (!staged.isIn(content)) {
      throw new IllegalArgumentException("staged in another domain; allowed: assets of this one");
    }
    gate.beforePublish(request.version());
    requireExpected(request.expected(), staged.content());
    return record(request, staged.content());
  }

  private PublishResult record(PublishRequest request, StoredContent stored) throws IOException {
    Asset asset = new Asset(request.asset(), stored.size(), stored.checksums());
    Map<String, Asset> documents = new TreeMap<>();
    for (Map.Entry<String, byte[]> document : request.documents().entrySet()) {
      documents.put(document.getKey(), document(document.getKey(), document.getValue()));
    }
    PublishRequest whole = withMetadata(request, asset);
    return packages.change(request.version().of(), draft -> record(draft, whole, asset, documents));
  }

  private PublishRequest withMetadata(PublishRequest request, Asset asset) throws IOException {
    return request.metadata() != null
        ? request
        : manifests.read(request.version(), asset, content).map(request::metadata).orElse(request);
  }

  /** Keeps a document's bytes like an asset's. */
  Asset document(String name, byte[] bytes) throws IOException {
    StoredContent stored = content.put(new ByteArrayInputStream(bytes));
    return new Asset(name, stored.size(), stored.checksums());
  }

  private static void requireExpected(@Nullable Digest expected, StoredContent found) {
    if (expected != null && !expected.equals(found.digest())) {
      Faults faults = new Faults();
      faults.add(
          "digest",
          "content",
          "the bytes that came have the digest " + found.digest(),
          "the expected one, " + expected);
      faults.throwIfAny("publish request");
    }
  }

  private PublishResult record(
      PackageDraft draft, PublishRequest request, Asset asset, Map<String, Asset> documents)
      throws IOException {
    VersionCoordinates version = request.version();
    VersionRecord before =
        draft
            .find(version.version())
            .orElseGet(() -> VersionRecord.created(new Origin(Origin.Type.INTERNAL, repository)));
    VersionRecord after = before.publish(request, asset, documents, limits, clock.instant());
    gate.admit(draft, version, Arrival.PUBLISHED);
    boolean isNews = !asset.equals(before.assets().get(asset.name()));
    if (isNews && !request.publisher().equals(Publisher.UNKNOWN)) {
      after = after.withPublication(asset, request.publisher(), clock.instant());
    }
    draft.put(version.version(), after);
    PackageTags.set(draft, request.tags(), version.version());
    return new PublishResult(after.describe(version), asset, draft.isChanged());
  }

  /** Refuses the first byte beyond the limit. */
  static final class Limited extends OutputStream {
    private final OutputStream out;
    private final String id;
    private final long limit;
    private long written;

    Limited(OutputStream out, String id, long limit) {
      this.out = out;
      this.id = id;
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      count(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      count(length);
      out.write(bytes, offset, length);
    }

    private void count(int bytes) {
      written += bytes;
      if (written > limit) {
        throw ArtifactException.quota(
            Resource.ASSET, id, "more than " + limit + " bytes; allowed: at most " + limit);
      }
    }
  }
}
