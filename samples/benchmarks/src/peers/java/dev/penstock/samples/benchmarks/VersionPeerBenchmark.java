package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.semver4j.Semver;

/** 100,000 versions, beside the code that ecosystems use themselves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(VersionBenchmark.COUNT)
public class VersionPeerBenchmark {

  /** Whose code. */
  public enum Peer {
    /** Maven's model. */
    MAVEN,
    /** Maven's resolver, which remembers what it read: each run has one of its own. */
    MAVEN_RESOLVER,
    /** Semver4j. */
    NPM;

    VersionScheme scheme() {
      return VersionScheme.valueOf(name());
    }

    Comparable<?>[] read(String[] texts) throws InvalidVersionSpecificationException {
      Comparable<?>[] versions = new Comparable<?>[texts.length];
      GenericVersionScheme resolver = new GenericVersionScheme();
      for (int i = 0; i < texts.length; i++) {
        versions[i] =
            switch (this) {
              case MAVEN -> new ComparableVersion(texts[i]);
              case MAVEN_RESOLVER -> resolver.parseVersion(texts[i]);
              case NPM -> new Semver(texts[i]);
            };
      }
      return versions;
    }
  }

  /** The peer. */
  @Param public Peer peer = Peer.MAVEN;

  private final String[] texts = VersionTexts.of(VersionBenchmark.COUNT);
  private Version[] versions = new Version[0];
  private Comparable<?>[] peers = new Comparable<?>[0];

  /** Reads them once for the comparisons. */
  @Setup(Level.Trial)
  public void setUp() throws InvalidVersionSpecificationException {
    versions = parse();
    peers = peerParse();
  }

  /** Ours, read. */
  @Benchmark
  public Version[] parse() {
    VersionScheme scheme = peer.scheme();
    Version[] read = new Version[texts.length];
    for (int i = 0; i < texts.length; i++) {
      read[i] = scheme.parse(texts[i]);
    }
    return read;
  }

  /** The peer's, read. */
  @Benchmark
  public Comparable<?>[] peerParse() throws InvalidVersionSpecificationException {
    return peer.read(texts);
  }

  /** Each of ours with the one before. */
  @Benchmark
  public int compare() {
    return sum(versions);
  }

  /** Each of the peer's with the one before. */
  @Benchmark
  public int peerCompare() {
    return sum(peers);
  }

  private static int sum(Comparable<?>[] versions) {
    int sum = 0;
    for (int i = 1; i < versions.length; i++) {
      sum += compare(versions[i - 1], versions[i]);
    }
    return sum;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Comparable one, Comparable other) {
    return one.compareTo(other);
  }

  /** Ours, read and sorted. */
  @Benchmark
  public List<Version> sort() {
    return peer.scheme().sorted(Arrays.asList(parse()));
  }

  /** The peer's, read and sorted. */
  @Benchmark
  public Comparable<?>[] peerSort() throws InvalidVersionSpecificationException {
    Comparable<?>[] read = peer.read(texts);
    Arrays.sort(read);
    return read;
  }
}
