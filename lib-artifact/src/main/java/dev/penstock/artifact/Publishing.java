package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Takes assets in: first their bytes, then, once these are durable, the record. */
final class Publishing {
  private final String repository;
  private final Domain domain;
  private final ContentStore content;
  private final VersionRecords records;
  private final RepositoryLimits limits;
  private final InstantSource clock;
  private final EventSource events;

  Publishing(String repository, Domain domain, VersionRecords records, EventSource events) {
    this.repository = repository;
    this.domain = domain;
    this.content = domain.content();
    this.records = records;
    this.limits = domain.limits();
    this.clock = domain.clock();
    this.events = events;
  }

  PublishResult publish(PublishRequest request, ContentWriter bytes) throws IOException {
    domain.admission().beforePublish(repository, request.version());
    String id = request.version() + "/" + request.asset();
    StoredContent stored =
        content.put(
            out -> bytes.writeTo(new Limited(out, id, limits.assetBytes())),
            found -> requireExpected(request.expected(), found));
    Asset asset = new Asset(request.asset(), stored.size(), stored.checksums());
    Lock lock = records.lock(request.version().of());
    lock.lock();
    try {
      return record(request, asset);
    } finally {
      lock.unlock();
    }
  }

  private static void requireExpected(@Nullable Digest expected, StoredContent found) {
    if (expected != null && !expected.equals(found.digest())) {
      Faults faults = new Faults();
      faults.add("digest", "expected", "content with " + found.digest(), expected.toString());
      faults.throwIfAny("publish request");
    }
  }

  /** Repeats only if another process changed the same version in between. */
  private PublishResult record(PublishRequest request, Asset asset) throws IOException {
    VersionCoordinates version = request.version();
    while (true) {
      @Nullable Stored current = records.find(version).orElse(null);
      VersionRecord before =
          current == null
              ? VersionRecord.created(new Origin(Origin.Type.INTERNAL, repository))
              : current.value();
      VersionRecord after = before.publish(request, asset, limits, clock.instant());
      if (after.equals(before)) {
        return new PublishResult(after.describe(version), asset, false);
      }
      List<Change> along = domain.along(repository, version, Arrival.PUBLISHED, records, List.of());
      if (records.replace(version, current, after, along)) {
        VersionDescription description = after.describe(version);
        events.tell(
            description,
            current == null ? Operation.CREATED : Operation.UPDATED,
            after.assets().size() - before.assets().size(),
            current == null || after.status() != before.status());
        return new PublishResult(description, asset, true);
      }
    }
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
