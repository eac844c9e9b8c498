package dev.penstock.artifact.bundle;

import java.io.IOException;

/**
 * Keeps the keys that lock the keys of bundles: an SPI, for a key management service, a hardware
 * module or a {@link KeyRing}.
 *
 * <p>Each bundle has a key of its own, which never leaves the process but wrapped by this provider.
 * A provider may wrap under a new key at any time, as long as it still unwraps what the old ones
 * wrapped: that is how keys are changed.
 *
 * <p>Called on any thread of the host's, concurrently, once for each bundle that is sealed or
 * opened; may block. What it throws fails the call, and nothing is stored or given out. Its
 * messages must not show keys.
 */
public interface KeyProvider {

  /**
   * Wraps the key of a new bundle.
   *
   * @param key 32 bytes, the caller's, who wipes them afterwards; must not be kept
   * @return the wrapped key, and what it was wrapped with
   * @throws IOException if the key cannot be wrapped
   */
  WrappedKey wrap(byte[] key) throws IOException;

  /**
   * Unwraps the key of a bundle.
   *
   * @param wrapped as some bundle says it; it may come from a stranger, so it must be authenticated
   * @return the 32 bytes that were wrapped, which the caller wipes afterwards
   * @throws IOException if the key's id is unknown, or the wrapped key is none of this provider's
   */
  byte[] unwrap(WrappedKey wrapped) throws IOException;
}
