package dev.penstock.artifact.upstream;

import dev.penstock.artifact.AssetContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An asset that a client may read, held already or on its way. Immutable; holds nothing open. */
public final class ClientAsset {
  private final String name;
  private final OptionalLong size;
  private final Map<String, String> digests;
  private final @Nullable AssetContent held;
  private final Opening opening;

  /** Begins to read. */
  interface Opening {
    InputStream open() throws IOException;
  }

  private ClientAsset(
      String name,
      OptionalLong size,
      Map<String, String> digests,
      @Nullable AssetContent held,
      Opening opening) {
    this.name = name;
    this.size = size;
    this.digests = digests;
    this.held = held;
    this.opening = opening;
  }

  static ClientAsset held(AssetContent content) {
    return new ClientAsset(
        content.asset().name(),
        OptionalLong.of(content.asset().size()),
        content.asset().checksums().byAlgorithm(),
        content,
        content::open);
  }

  static ClientAsset outside(SourceAsset asset, Opening opening) {
    return new ClientAsset(asset.name(), asset.size(), asset.digests(), null, opening);
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * How many bytes it has.
   *
   * @return the number; empty if only its source knows
   */
  public OptionalLong size() {
    return size;
  }

  /**
   * Its digests by algorithm, such as {@code SHA-256}, as lower-case hexadecimal digits.
   *
   * @return all four if it is held, else those that its source promises; unmodifiable
   */
  public Map<String, String> digests() {
    return digests;
  }

  /**
   * The asset as the requested repository holds it.
   *
   * @return the asset; empty if it is to be fetched
   */
  public Optional<AssetContent> held() {
    return Optional.ofNullable(held);
  }

  /**
   * Reads the bytes: those that are held, or those of a fetch that all its readers share. A fetch
   * is kept when it is whole and verified, which is before its last bytes are given out; it goes on
   * only while somebody reads. A reader may block while the source does.
   *
   * @return the bytes, to be closed by the caller, for one thread; a read throws an {@link
   *     IOException} if the source fails in between, or gave other bytes than it promised: then
   *     nothing is kept, and no reader was given the last bytes
   * @throws UpstreamUnavailableException if the source cannot be asked
   * @throws IOException if the bytes cannot be read or stored
   */
  public InputStream open() throws IOException {
    return opening.open();
  }
}
