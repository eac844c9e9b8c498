package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.FileCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Many versions of one package, listed page by page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CatalogueBenchmark {
  private static final int PAGE = 100;
  private static final CatalogueKey PACKAGE =
      CatalogueKey.of("versions", "acme", "releases", "maven", "com.example", "app");

  /** How many versions, a multiple of 1,000. */
  @Param({"100000"})
  public int versions = 100_000;

  private @Nullable Scratch scratch;
  private @Nullable FileCatalogue catalogue;

  /** Writes all versions. */
  @Setup(Level.Trial)
  public void setUp() throws IOException {
    scratch = new Scratch(Scratch.measured(), "catalogue-benchmark");
    catalogue = FileCatalogue.open(scratch.directory().resolve("catalogue"));
    String document = "{\"assets\":\"" + "x".repeat(700) + "\"}\n";
    for (int from = 0; from < versions; from += Catalogue.MOST_CHANGES) {
      List<Catalogue.Change> changes = new ArrayList<>();
      for (int i = from; i < from + Catalogue.MOST_CHANGES; i++) {
        changes.add(new Catalogue.Change(version(i), null, document));
      }
      catalogue.commit(changes);
    }
  }

  private static CatalogueKey version(int number) {
    return PACKAGE.child(String.format("1.0.%06d", number));
  }

  /** Deletes the directory. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    if (catalogue != null && scratch != null) {
      catalogue.close();
      scratch.close();
    }
  }

  private FileCatalogue catalogue() {
    if (catalogue == null) {
      throw new IllegalStateException("not set up");
    }
    return catalogue;
  }

  /** The first page. */
  @Benchmark
  public List<CatalogueKey> firstPage() {
    return catalogue().keys(PACKAGE, null, PAGE);
  }

  /** The last page. */
  @Benchmark
  public List<CatalogueKey> lastPage() {
    return catalogue().keys(PACKAGE, version(versions - PAGE - 1), PAGE);
  }
}
