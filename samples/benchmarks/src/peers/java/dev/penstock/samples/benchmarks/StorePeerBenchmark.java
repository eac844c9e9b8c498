package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.installation.InstallationException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
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

/**
 * 1,000 contents of 1 KB beside JGit's object store and the local repository of Maven, which make
 * nothing durable.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StorePeerBenchmark {

  /** Where: {@code memory} or {@code disk}. */
  @Param({"memory", "disk"})
  public String disk = "memory";

  private @Nullable Opened opened;
  private List<Digest> stored = List.of();
  private List<ObjectId> objects = List.of();

  private List<Artifact> artifacts = List.of();

  private record Opened(StoreFiles files, FileRepository jgit, LocalMaven maven) {}

  private StoreFiles files() {
    return opened().files;
  }

  private FileRepository jgit() {
    return opened().jgit;
  }

  private LocalMaven maven() {
    return opened().maven;
  }

  private Opened opened() {
    if (opened == null) {
      throw new IllegalStateException("not set up");
    }
    return opened;
  }

  /** Makes empty directories, and stores some contents to be read. */
  @Setup(Level.Iteration)
  public void setUp() throws IOException, InstallationException {
    StoreFiles files = new StoreFiles(disk);
    FileRepository jgit = new FileRepository(files.directory().resolve("jgit").toFile());
    jgit.create(true);
    LocalMaven maven = new LocalMaven(files.directory().resolve("maven"));
    opened = new Opened(files, jgit, maven);
    List<byte[]> contents = files.contents();
    files.put(contents);
    stored = new ArrayList<>();
    for (byte[] bytes : contents) {
      stored.add(new Digest(HexFormat.of().formatHex(StoreFiles.sha256().digest(bytes))));
    }
    objects = insert(contents, jgit.newObjectInserter());
    artifacts = maven.artifacts(contents);
    maven.installEach(artifacts);
  }

  /** Deletes the directories. */
  @TearDown(Level.Iteration)
  public void tearDown() throws IOException {
    jgit().close();
    maven().close();
    files().close();
  }

  private static List<ObjectId> insert(List<byte[]> contents, ObjectInserter to)
      throws IOException {
    List<ObjectId> ids = new ArrayList<>();
    try (ObjectInserter inserter = to) {
      for (byte[] bytes : contents) {
        ids.add(inserter.insert(Constants.OBJ_BLOB, bytes));
      }
      inserter.flush();
    }
    return ids;
  }

  /** Ours one by one, each durable. */
  @Benchmark
  public void put() throws IOException {
    files().put(files().contents());
  }

  /** Ours all at once, durable. */
  @Benchmark
  public List<StoredContent> putAll() throws IOException {
    return files().putAll(files().contents());
  }

  /** Ours, each verified. */
  @Benchmark
  public long read() throws IOException {
    long bytes = 0;
    for (Digest digest : stored) {
      try (SeekableByteChannel channel = files().store().openVerified(digest)) {
        bytes += channel.read(ByteBuffer.allocate((int) channel.size()));
      }
    }
    return bytes;
  }

  /** A file for each, not forced. */
  @Benchmark
  public List<ObjectId> jgitLoose() throws IOException {
    return insert(files().contents(), jgit().newObjectInserter());
  }

  /** All in one pack, not forced. */
  @Benchmark
  public List<ObjectId> jgitPack() throws IOException {
    ObjectDirectory directory = jgit().getObjectDatabase();
    return insert(files().contents(), directory.newPackInserter());
  }

  /** From files, not verified. */
  @Benchmark
  public long jgitRead() throws IOException {
    long bytes = 0;
    try (ObjectReader reader = jgit().newObjectReader()) {
      for (ObjectId object : objects) {
        bytes += reader.open(object).getBytes().length;
      }
    }
    return bytes;
  }

  /** A file for each, not forced, and a request for each. */
  @Benchmark
  public void mavenInstall() throws IOException, InstallationException {
    maven().installEach(maven().artifacts(files().contents()));
  }

  /** A file for each, not forced, all in one request. */
  @Benchmark
  public int mavenInstallAll() throws IOException, InstallationException {
    return maven().installAll(maven().artifacts(files().contents()));
  }

  /** From files, not verified. */
  @Benchmark
  public long mavenRead() throws IOException, ArtifactResolutionException {
    return maven().read(artifacts);
  }
}
