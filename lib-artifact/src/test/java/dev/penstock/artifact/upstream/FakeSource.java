package dev.penstock.artifact.upstream;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A public source on the heap, that counts how it is asked, and fails as it is told. */
final class FakeSource implements ExternalSource {
  final List<String> calls = new CopyOnWriteArrayList<>();
  final Map<String, String> marks = new TreeMap<>();
  final List<String> listed = new ArrayList<>();
  final Map<String, String> tags = new TreeMap<>();
  private final Map<String, Map<String, byte[]>> versions = new ConcurrentSkipListMap<>();
  volatile Runnable whenCalled = () -> {};
  volatile @Nullable IOException outage;
  volatile UnaryOperator<InputStream> stream = bytes -> bytes;
  volatile boolean hasValidator;
  volatile boolean isExhaustive = true;
  volatile UnaryOperator<SourceVersion> said = version -> version;

  FakeSource with(VersionCoordinates version, String asset, String text) {
    return with(version, asset, text.getBytes(StandardCharsets.UTF_8));
  }

  FakeSource with(VersionCoordinates version, String asset, byte[] bytes) {
    versions
        .computeIfAbsent(version.toString(), fresh -> new ConcurrentSkipListMap<>())
        .put(asset, bytes);
    return this;
  }

  void remove(VersionCoordinates version) {
    versions.remove(version.toString());
  }

  int count(String kind) {
    return (int) calls.stream().filter(call -> call.startsWith(kind)).count();
  }

  private void called(String call) throws IOException {
    calls.add(call);
    whenCalled.run();
    IOException failure = outage;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
      throws IOException {
    called("versions " + coordinates + (validator == null ? "" : " if not " + validator));
    String prefix = coordinates + "/";
    List<Listed> listed = new ArrayList<>();
    for (String version : new TreeSet<>(versions.keySet())) {
      if (version.startsWith(prefix)) {
        listed.add(
            new Listed(
                version.substring(prefix.length()), Optional.empty(), true, Map.copyOf(marks)));
      }
    }
    for (String version : this.listed) {
      listed.add(new Listed(version, Optional.empty(), true, Map.copyOf(marks)));
    }
    if (listed.isEmpty()) {
      return Answer.absent();
    }
    String tag = "v" + listed.hashCode();
    if (hasValidator && tag.equals(validator)) {
      return Answer.notModified();
    }
    return Answer.found(new SourceListing(listed, new TreeMap<>(tags), hasValidator ? tag : null));
  }

  private static SourceAsset described(String name, byte[] bytes) {
    return new SourceAsset(
        name,
        OptionalLong.of(bytes.length),
        Map.of("SHA-512", Hashing.sha512().hashBytes(bytes).toString()));
  }

  @Override
  public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
    called("describe " + version);
    @Nullable Map<String, byte[]> assets = versions.get(version.toString());
    if (assets == null) {
      return Answer.absent();
    }
    List<SourceAsset> known = new ArrayList<>();
    if (isExhaustive) {
      assets.forEach((name, bytes) -> known.add(described(name, bytes)));
    }
    SourceVersion found = SourceVersion.of(known.toArray(SourceAsset[]::new));
    return Answer.found(said.apply(isExhaustive ? found : found.withOthers()));
  }

  @Override
  public Answer<SourceAsset> asset(VersionCoordinates version, String name) throws IOException {
    called("asset " + version + "/" + name);
    byte @Nullable [] bytes = versions.getOrDefault(version.toString(), Map.of()).get(name);
    return bytes == null ? Answer.absent() : Answer.found(described(name, bytes));
  }

  @Override
  public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
      throws IOException {
    called("open " + version + "/" + asset.name());
    byte @Nullable [] bytes = versions.getOrDefault(version.toString(), Map.of()).get(asset.name());
    return bytes == null
        ? Answer.absent()
        : Answer.found(stream.apply(new ByteArrayInputStream(bytes)));
  }
}
