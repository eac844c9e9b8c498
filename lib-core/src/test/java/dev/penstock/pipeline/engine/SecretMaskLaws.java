package dev.penstock.pipeline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A mask of secrets")
class SecretMaskLaws {
  private static final String BEFORE = "§";

  private static SecretMask of(String... secrets) {
    SecretMask mask = new SecretMask();
    for (String secret : secrets) {
      mask.hide(secret);
    }
    return mask;
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withChars("abcXYZ0189 +/=_-:\"\\\n\u00e9%&")
        .ofMinLength(6)
        .ofMaxLength(24)
        .filter(text -> text.strip().length() >= 6);
  }

  @Provide
  Arbitrary<List<String>> overlapping() {
    return Arbitraries.strings()
        .withChars("ab")
        .ofMinLength(4)
        .ofMaxLength(7)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abc").ofMaxLength(40);
  }

  @Property(seed = "31")
  @Label("leaves no secret in any text, and nothing changes the second time")
  void leavesNone(@ForAll("overlapping") List<String> secrets, @ForAll("texts") String text) {
    SecretMask mask = of(secrets.toArray(new String[0]));
    String masked = mask.mask(text);
    for (String secret : secrets) {
      assertFalse(masked.contains(secret), masked);
    }
    assertEquals(masked, mask.mask(masked));
    boolean isClean = secrets.stream().noneMatch(text::contains);
    assertEquals(isClean, masked.equals(text));
  }

  @Property(seed = "32")
  @Label("keeps every character that is part of no secret")
  void keepsTheRest(@ForAll("overlapping") List<String> secrets, @ForAll("texts") String text) {
    boolean[] isCovered = new boolean[text.length()];
    for (String secret : secrets) {
      for (int i = 0; i + secret.length() <= text.length(); i++) {
        if (text.startsWith(secret, i)) {
          java.util.Arrays.fill(isCovered, i, i + secret.length(), true);
        }
      }
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!isCovered[i]) {
        expected.append(text.charAt(i));
      } else if (i == 0 || !isCovered[i - 1]) {
        expected.append("****");
      }
    }
    assertEquals(expected.toString(), of(secrets.toArray(new String[0])).mask(text));
  }

  @Property(seed = "33")
  @Label("finds a secret in JSON, in URLs and in hexadecimal digits")
  void findsEncoded(@ForAll("secrets") String secret) throws JsonProcessingException {
    SecretMask mask = of(secret);
    String url = URLEncoder.encode(secret, UTF_8);
    StringBuilder hex = new StringBuilder();
    for (byte each : secret.getBytes(UTF_8)) {
      hex.append("%02x".formatted(each));
    }
    for (String text :
        List.of(
            secret,
            url,
            url.replace("+", "%20"),
            lower(url),
            hex.toString(),
            hex.toString().toUpperCase(java.util.Locale.ROOT))) {
      assertEquals(BEFORE + "****" + BEFORE, mask.mask(BEFORE + text + BEFORE), text);
    }
    assertEquals("\"****\"", mask.mask(new ObjectMapper().writeValueAsString(secret)));
  }

  private static String lower(String url) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      boolean isEscape = url.lastIndexOf('%', i) >= 0 && i - url.lastIndexOf('%', i) <= 2;
      text.append(isEscape ? Character.toLowerCase(url.charAt(i)) : url.charAt(i));
    }
    return text.toString();
  }

  @Property(seed = "34")
  @Label("finds a secret in Base64 of something longer, but for the characters that it shares")
  void findsInBase64(
      @ForAll("secrets") String secret,
      @ForAll("texts") String before,
      @ForAll("texts") String after) {
    SecretMask mask = of(secret);
    byte[] all = (before + secret + after).getBytes(UTF_8);
    int first = (before.getBytes(UTF_8).length * 8 + 5) / 6;
    int last = (before + secret).getBytes(UTF_8).length * 8 / 6;
    for (Base64.Encoder encoder :
        List.of(
            Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding())) {
      String text = encoder.encodeToString(all);
      String masked = mask.mask(text);
      assertTrue(masked.contains("****"), text);
      assertFalse(masked.contains(text.substring(first, last)), text);
      assertTrue(masked.length() - "****".length() <= text.length() - (last - first), masked);
    }
  }

  @Example
  @Label("finds the lines of a secret that has several, whatever ends them")
  void lines() {
    SecretMask mask = of("-----BEGIN KEY-----\r\nMIIEvQ/+9\n  c2VjcmV0 \nab\n-----END KEY-----\n");
    assertEquals("key: **** or", mask.mask("key: MIIEvQ/+9 or"));
    assertEquals("  ****|****|ab", mask.mask("  c2VjcmV0|-----BEGIN KEY-----|ab"));
    assertEquals("****", of("token\n").mask("token"));
    assertEquals("a ****b", of("token\n").mask("a token\nb"));
  }

  @Example
  @Label("lets values of less than four characters pass, and lines of such")
  void shortValues() {
    assertEquals("abc \n x", of("abc", "", "\n", "x").mask("abc \n x"));
    assertEquals("****", of("abcd").mask("abcd"));
    assertEquals("abcd ****", of("abc\ndefg").mask("abcd defg"));
  }

  @Example
  @Label("replaces overlapping secrets together")
  void overlaps() {
    assertEquals("x****y", of("abcd", "cdef").mask("xabcdefy"));
    assertEquals("x****y", of("aaaa").mask("xaaaaaay"));
    assertEquals("x****y****z", of("abcd").mask("xabcdyabcdz"));
    assertEquals("plain", of().mask("plain"));
  }
}
