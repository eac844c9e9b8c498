package dev.penstock.artifact.upstream.resilience;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.upstream.Answer;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source with retry and circuit breaker around it: each try counts for the circuit, and an open
 * circuit is not tried again.
 *
 * <pre>{@code
 * ExternalSource resilient =
 *     ResilientSource.around("npmjs", source, clock)
 *         .retry(SourceRetry.ofTries(3), time -> Thread.sleep(time.toMillis()))
 *         .circuit(SourceCircuit.ofFailureRate(50, 20))
 *         .build();
 * }</pre>
 *
 * <p>Opening an asset is one call; a stream that breaks off later is neither tried again nor
 * counted. Safe for several threads if the source is.
 */
public final class ResilientSource implements ExternalSource {
  private final String name;
  private final ExternalSource source;
  private final Layer retry;
  private final Layer circuit;

  private ResilientSource(String name, ExternalSource source, Layer retry, Layer circuit) {
    this.name = name;
    this.source = source;
    this.retry = retry;
    this.circuit = circuit;
  }

  /**
   * Begins to put something around a source.
   *
   * @param name for messages
   * @param source the source
   * @param clock tells when an open circuit is tried
   * @return a builder
   */
  public static Builder around(String name, ExternalSource source, Clock clock) {
    return new Builder(name, source, clock);
  }

  /** Gathers what goes around a source. For one thread. */
  public static final class Builder {
    private final String name;
    private final ExternalSource source;
    private final Clock clock;
    private @Nullable SourceRetry retry;
    private @Nullable Pause pause;
    private @Nullable SourceCircuit circuit;

    private Builder(String name, ExternalSource source, Clock clock) {
      this.name = Objects.requireNonNull(name, "name");
      this.source = Objects.requireNonNull(source, "source");
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Tries again.
     *
     * @param wanted how often and how far apart
     * @param waiting lets the time between two tries pass
     * @return this builder
     */
    public Builder retry(SourceRetry wanted, Pause waiting) {
      this.retry = Objects.requireNonNull(wanted, "wanted");
      this.pause = Objects.requireNonNull(waiting, "waiting");
      return this;
    }

    /**
     * Leaves the source alone when it fails anyway.
     *
     * @param wanted when and for how long
     * @return this builder
     */
    public Builder circuit(SourceCircuit wanted) {
      this.circuit = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Makes the source.
     *
     * @return the source with all that was set around it
     * @throws IllegalStateException if nothing was set, or a jar of Resilience4j is missing, which
     *     is named
     */
    public ResilientSource build() {
      SourceRetry tries = retry;
      Pause waiting = pause;
      SourceCircuit breaker = circuit;
      if (tries == null && breaker == null) {
        throw new IllegalStateException(
            "nothing is set around source " + name + "; set at least one of retry, circuit");
      }
      return new ResilientSource(
          name,
          source,
          tries == null || waiting == null
              ? Layer.NONE
              : part("retry", () -> new RetryLayer(name, tries, waiting)),
          breaker == null
              ? Layer.NONE
              : part("circuitbreaker", () -> new CircuitLayer(name, breaker, clock)));
    }

    private Layer part(String part, Supplier<Layer> layer) {
      try {
        return layer.get();
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "source "
                + name
                + " needs io.github.resilience4j:resilience4j-"
                + part
                + ", which is optional and was not found; add it to the class path, or to the"
                + " module path with --add-modules io.github.resilience4j."
                + part,
            e);
      }
    }
  }

  private <T> T call(Layer.Call<T> call) throws IOException {
    return retry.around(() -> circuit.around(call));
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    return call(() -> source.versions(coordinates, validator));
  }

  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    return call(() -> source.describe(version));
  }

  @Override
  public VersionMetadata metadata(VersionCoordinates version, SourceVersion described)
      throws IOException {
    return call(() -> source.metadata(version, described));
  }

  @Override
  public Answer<SourceAsset> asset(VersionCoordinates version, String asset) throws IOException {
    return call(() -> source.asset(version, asset));
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    return call(() -> source.open(version, asset));
  }

  /** The name and the source. */
  @Override
  public String toString() {
    return "source " + name;
  }
}
