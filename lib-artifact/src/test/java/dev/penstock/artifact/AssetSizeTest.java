package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.CountedContent;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An asset has at most 5 GB")
class AssetSizeTest {
  private static final long MOST = 5_368_709_120L;

  private static Repository repository(UnaryOperator<DomainBuilder> options) throws IOException {
    return options
        .apply(
            Domain.builder(
                "acme", new InMemoryCatalogue(), new CountedContent(), () -> Instant.EPOCH))
        .build()
        .createRepository("releases");
  }

  private static void write(OutputStream out, long bytes) throws IOException {
    byte[] chunk = new byte[1 << 20];
    for (long left = bytes; left > 0; left -= chunk.length) {
      out.write(chunk, 0, (int) Math.min(left, chunk.length));
    }
  }

  private static long publish(Repository into, String version, long bytes) throws IOException {
    return into.publish(PublishRequest.of(APP.version(version), "a"), out -> write(out, bytes))
        .asset()
        .size();
  }

  @Test
  @Covers("A-027")
  @DisplayName("unless the domain's host allows more, or less")
  void limits() throws IOException {
    Repository usual = repository(domain -> domain);
    assertEquals(MOST, publish(usual, "1.0", MOST));
    assertEquals(
        "asset generic/acme/app/2.0/a: more than 5368709120 bytes; allowed: at most 5368709120",
        refused(() -> publish(usual, "2.0", MOST + 1)).getMessage());
    assertEquals(
        ArtifactException.Kind.NOT_FOUND, refused(() -> usual.describe(APP.version("2.0"))).kind());
    assertEquals(
        ArtifactException.Kind.QUOTA_EXCEEDED,
        refused(() -> usual.stage(out -> write(out, MOST + 1), ContentCheck.NONE)).kind());
    Repository large = repository(domain -> domain.limits(new RepositoryLimits(6L << 30, 150)));
    assertEquals(6L << 30, publish(large, "1.0", 6L << 30));
    refused(() -> publish(large, "2.0", (6L << 30) + 1));
    assertFalse(large.describe(APP.version("1.0")).revision().isEmpty());
  }
}
