package dev.penstock.artifact.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key as bytes, of which an index holds many: about as long as its text, and in the same order.
 *
 * <p>A part's characters take one to three bytes each as in UTF-8, halves of surrogate pairs one by
 * one, so that bytes compare as characters do. Parts are kept apart by a zero, which no part holds.
 */
final class KeyBytes {
  private static final byte[] NOTHING = {};

  private KeyBytes() {}

  static byte[] of(CatalogueKey key) {
    List<String> segments = key.segments();
    int length = segments.size() - 1;
    for (String segment : segments) {
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    byte[] bytes = length == 0 ? NOTHING : new byte[length];
    int at = 0;
    for (int part = 0; part < segments.size(); part++) {
      at += part == 0 ? 0 : 1;
      at = write(segments.get(part), bytes, at);
    }
    return bytes;
  }

  private static int write(String segment, byte[] bytes, int start) {
    int at = start;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xc0 | c >> 6);
        bytes[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        bytes[at++] = (byte) (0xe0 | c >> 12);
        bytes[at++] = (byte) (0x80 | (c >> 6 & 0x3f));
        bytes[at++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    return at;
  }

  static CatalogueKey key(byte[] bytes) {
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int first = bytes[at++];
      if (first == 0) {
        segments.add(segment.toString());
        segment.setLength(0);
      } else if (first > 0) {
        segment.append((char) first);
      } else if ((first & 0x20) == 0) {
        segment.append((char) ((first & 0x1f) << 6 | (bytes[at++] & 0x3f)));
      } else {
        int second = bytes[at++] & 0x3f;
        segment.append((char) ((first & 0xf) << 12 | second << 6 | (bytes[at++] & 0x3f)));
      }
    }
    segments.add(segment.toString());
    return new CatalogueKey(segments);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)
        && (key.length == prefix.length || key[prefix.length] == 0);
  }
}
