package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What npm, yarn and pnpm say to a registry: reading, publishing, tags, deprecation, unpublishing,
 * search and login.
 *
 * <pre>{@code
 * PackageProtocol npm = NpmProtocol.builder().login(accounts::token).build();
 * ProtocolResponse answer = npm.handle(request, access);
 * }</pre>
 *
 * <p>A version has one asset, {@code package.tgz}. Its manifest, readme and provenance
 * bundle are documents of the version; deprecation is its mark {@code deprecated}; dist-tags are
 * tags of the package. Packuments are put together from these when they are asked for, so
 * publishers of different versions never undo each other's work, and every link in them begins with
 * the address under which the client sees the registry.
 *
 * <p>Immutable and safe for several threads.
 */
public final class NpmProtocol implements PackageProtocol {
  private static final String ONE_TIME_PASSWORD = "one-time pass";
  private static final int LONGEST_NOTICE = 500;

  private static final long CACHE_BYTES = 32L << 20;

  private final Logins logins;
  private final ManifestCache manifests;
  private final @Nullable String notice;

  private NpmProtocol(Builder builder) {
    this.logins = new Logins(builder.login);
    this.manifests = new ManifestCache(builder.cacheBytes);
    this.notice = builder.notice;
  }

  /**
   * Begins a protocol.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options of a protocol. Not safe for several threads. */
  public static final class Builder {
    private NpmLogin login = NpmLogin.NONE;
    private long cacheBytes = CACHE_BYTES;
    private @Nullable String notice;

    private Builder() {}

    /**
     * Sets how much of the manifests asked for last stays in memory.
     *
     * @param most bytes, 0 or more; 32 MB unless told
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder cacheBytes(long most) {
      if (most < 0) {
        throw new IllegalArgumentException("cache of " + most + " bytes; allowed: 0 or more");
      }
      this.cacheBytes = most;
      return this;
    }

    /**
     * Sets how users log in.
     *
     * @param wanted instead of {@link NpmLogin#NONE}
     * @return this builder
     */
    public Builder login(NpmLogin wanted) {
      this.login = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Sets a line that npm prints with every answer (W-061).
     *
     * @param line 1 to 500 printable ASCII characters
     * @return this builder
     * @throws IllegalArgumentException if it is empty, longer, or has other characters
     */
    public Builder notice(String line) {
      if (line.isEmpty()
          || line.length() > LONGEST_NOTICE
          || !line.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        throw new IllegalArgumentException(
            "notice \""
                + line
                + "\"; allowed: 1 to "
                + LONGEST_NOTICE
                + " printable ASCII characters");
      }
      this.notice = line;
      return this;
    }

    /**
     * Makes the protocol.
     *
     * @return the protocol
     */
    public NpmProtocol build() {
      return new NpmProtocol(this);
    }
  }

  @Override
  public PackageFormat format() {
    return PackageFormat.NPM;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    NpmResource resource = NpmResource.of(request.segments());
    ProtocolResponse answer =
        switch (request.method()) {
          case "GET" -> new NpmReading(request, access, manifests).get(resource);
          case "PUT" -> put(resource, request, access);
          case "DELETE" -> delete(resource, access);
          case "POST" -> post(resource, access);
          default ->
              throw ProtocolException.methodNotAllowed(request.method(), "GET, PUT, POST, DELETE");
        };
    return noticed(answer);
  }

  private ProtocolResponse noticed(ProtocolResponse answer) {
    return notice == null ? answer : answer.with("npm-notice", notice);
  }

  private ProtocolResponse put(
      NpmResource resource, ProtocolRequest request, RepositoryAccess access) throws IOException {
    if (resource instanceof NpmResource.Whole whole) {
      return new PackageEdits(access, whole.name(), manifests).put(request);
    }
    if (resource instanceof NpmResource.WholeAt at) {
      return new PackageEdits(access, at.name(), manifests).putWithout(at.revision(), request);
    }
    if (resource instanceof NpmResource.Tag tag) {
      access.require(RepositoryRight.METADATA, tag.name().coordinates());
      return new DistTags(access.repository(), tag.name()).set(tag.tag(), request);
    }
    if (resource instanceof NpmResource.User user) {
      return logins.put(user.user(), request);
    }
    throw unknown(access);
  }

  private ProtocolResponse delete(NpmResource resource, RepositoryAccess access)
      throws IOException {
    if (resource instanceof NpmResource.WholeAt at) {
      return new PackageEdits(access, at.name(), manifests).removeAll(at.revision());
    }
    if (resource instanceof NpmResource.TarballAt at) {
      return new PackageEdits(access, at.name(), manifests)
          .removeTarball(at.version(), at.revision());
    }
    if (resource instanceof NpmResource.Tag tag) {
      access.require(RepositoryRight.METADATA, tag.name().coordinates());
      return new DistTags(access.repository(), tag.name()).remove(tag.tag());
    }
    if (resource instanceof NpmResource.Token token) {
      return logins.revoke(token.token());
    }
    throw unknown(access);
  }

  /** An audit finds nothing: what is known of weaknesses is none of a repository's business. */
  private static ProtocolResponse post(NpmResource resource, RepositoryAccess access) {
    if (resource instanceof NpmResource.Audit) {
      return NpmJson.answer(200, NpmJson.object());
    }
    throw unknown(access);
  }

  /** Nothing is there for anybody, which only those who may read are told. */
  static ProtocolException unknown(RepositoryAccess access) {
    access.require(RepositoryRight.READ, null);
    return new ProtocolException(404, "nothing of that address is in this registry");
  }

  /** {@inheritDoc} One that speaks of a one-time password makes npm ask for it (W-061). */
  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    ObjectNode body = NpmJson.object().put("error", message);
    ProtocolResponse answer = noticed(NpmJson.answer(status, body));
    return status == 401 && message.contains(ONE_TIME_PASSWORD)
        ? answer.with("WWW-Authenticate", "OTP")
        : answer;
  }
}
