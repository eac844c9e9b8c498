package dev.penstock.artifact.sbom;

import dev.penstock.artifact.BuildId;
import dev.penstock.artifact.Fetch;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a build was made of, as far as it came from repositories of a domain.
 *
 * <pre>{@code
 * BuildMaterials materials =
 *     new BuildMaterials(build, clock.instant(), domain.builds().fetched(build));
 * repository.statements(version).attach(
 *     CycloneDxVersion.MEDIA_TYPE, asset.digest(),
 *     materials.cycloneDx(CycloneDxVersion.V1_6).getBytes(StandardCharsets.UTF_8));
 * }</pre>
 *
 * @param build which build
 * @param time when the bill is made
 * @param fetched what it has fetched; sorted by repository and version
 * @see dev.penstock.artifact.Builds#fetched
 */
public record BuildMaterials(BuildId build, Instant time, List<Fetch> fetched) {

  /** Copies and sorts. */
  public BuildMaterials {
    Objects.requireNonNull(build, "build");
    Objects.requireNonNull(time, "time");
    fetched =
        fetched.stream()
            .sorted(
                Comparator.comparing(Fetch::repository)
                    .thenComparing(fetch -> fetch.version().toString()))
            .toList();
  }

  /**
   * Writes a bill of materials. Its serial number follows from the rest.
   *
   * @param version the version of the specification
   * @return JSON, {@value CycloneDxVersion#MEDIA_TYPE}
   * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON</a>
   */
  public String cycloneDx(CycloneDxVersion version) {
    return new CycloneDxWriter(this, version).write();
  }
}
