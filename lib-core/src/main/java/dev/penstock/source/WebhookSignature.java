package dev.penstock.source;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that the delivery of a webhook comes from somebody who knows the secret: an HMAC over the
 * body as it was received.
 */
public final class WebhookSignature {
  private static final String SHA_256 = "sha256=";
  private static final String SHA_1 = "sha1=";

  private WebhookSignature() {}

  /**
   * Compares a signature with the body's own, in a time that does not depend on where they differ.
   *
   * @param body the body, byte for byte
   * @param secret what sender and receiver share; not empty
   * @param signature as in the header {@code X-Hub-Signature-256}, such as {@code sha256=9f86…}, or
   *     {@code sha1=…} as in the older {@code X-Hub-Signature}
   * @return true if it is genuine; false also if it is malformed
   * @throws IllegalArgumentException if the secret is empty
   */
  public static boolean isGenuine(byte[] body, byte[] secret, String signature) {
    if (secret.length == 0) {
      throw new IllegalArgumentException("an empty secret, which anybody knows");
    }
    if (signature.startsWith(SHA_256)) {
      return isGenuine(body, secret, "HmacSHA256", signature.substring(SHA_256.length()));
    }
    return signature.startsWith(SHA_1)
        && isGenuine(body, secret, "HmacSHA1", signature.substring(SHA_1.length()));
  }

  private static boolean isGenuine(byte[] body, byte[] secret, String algorithm, String hex) {
    byte[] given;
    try {
      given = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return false; // malformed, and so not the sender's
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      return MessageDigest.isEqual(mac.doFinal(body), given);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
