package dev.penstock.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Access control and SELinux")
class PermissionValuesTest {

  @ParameterizedTest
  @CsvSource({
    "u:bob:rw, user:bob:rw-",
    "user:bob:rw, user:bob:rw-",
    "bob:rw, user:bob:rw-",
    "g:ops:rx, group:ops:r-x",
    "group:ops:5, group:ops:r-x",
    "m::rw, mask::rw-",
    "m:rw, mask::rw-",
    "mask::rw, mask::rw-",
    "mask:6, mask::rw-",
    "d:u::rwx, default:user::rwx",
    "default:g:x:5, default:group:x:r-x",
    "d:o:r, default:other::r--",
    "d:other::1, default:other::--x",
    "d:m:w, default:mask::-w-",
    "d:bob:7, default:user:bob:rwx",
    "d::7, default:user::rwx",
    "g:7, user:g:rwx",
    "d:7, user:d:rwx",
    "bob:, user:bob:---",
    "bob:0, user:bob:---",
    "bob:4, user:bob:r--",
    "bob:2, user:bob:-w-",
    "bob:-r--xrr, user:bob:r-x"
  })
  @Covers("D-067")
  void entries(String written, String text) {
    assertEquals(text, AclEntry.of(written).text());
    assertEquals(AclEntry.of(written), AclEntry.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u::rwx",
        "g::rwx",
        "o:r",
        "other::r",
        ":rw",
        "bob",
        "",
        "a:b:c:d:e",
        "x:u:bob:rw",
        "d:d:bob:rw",
        "v:bob:rw",
        "m:bob:rw",
        "o:bob:rw",
        "bob:8",
        "bob:77",
        "bob:R",
        "bob:rwz"
      })
  @Covers("D-067")
  void noEntries(String written) {
    assertThrows(IllegalArgumentException.class, () -> AclEntry.of(written));
  }

  @Test
  void entriesAreValidOnceTheyExist() {
    assertEquals(
        "the name \"a:b\" holds a colon",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AclEntry(false, AclEntry.Subject.USER, "a:b", true, true, true))
            .getMessage());
    assertEquals(
        "\"mask\" takes no name",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AclEntry(false, AclEntry.Subject.MASK, "a", true, true, true))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "s0, s0",
    "s0-s0, s0",
    "s0-s15, s0-s15",
    "'s0-s3:c0.c3,c5', 's0-s3:c0.c3,c5'",
    "'s1:c5,c1,c0', 's1:c0.c1,c5'",
    "s1:c1023, s1:c1023",
    "s1:c7.c7, s1:c7",
    "'s1:c0,c2,c4', 's1:c0,c2,c4'"
  })
  @Covers("D-069")
  void ranges(String written, String text) {
    assertEquals(text, SecurityRange.of(written).text());
    assertEquals(SecurityRange.of(written), SecurityRange.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "s3-s2:c0, 'sensitivity s2 is below s3, with which the range begins'",
    "'s0:c0,c0', category c0 is listed twice",
    "'s0:c0.c4,c3', category c3 is listed twice",
    "s0:c1024, 'category \"c1024\" is above c1023'",
    "s0:c5.c3, 'categories \"c5.c3\" run downwards'",
    "s, '\"s\" is no sensitivity; write s and a number'",
    "c0, '\"c0\" is no sensitivity; write s and a number'",
    "s0-, '\"\" is no sensitivity; write s and a number'",
    "s0-x1, '\"x1\" is no sensitivity; write s and a number'",
    "s0:, '\"\" is no category; write c and a number'",
    "'s0:c1,', '\"\" is no category; write c and a number'",
    "s0:c1., '\"\" is no category; write c and a number'",
    "s0:.c1, '\"\" is no category; write c and a number'",
    "s0:s1, '\"s1\" is no category; write c and a number'",
    "s1x, '\"s1x\" is no sensitivity; write s and a number'"
  })
  @Covers("D-069")
  void noRanges(String written, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> SecurityRange.of(written)).getMessage());
  }

  @Test
  void rangesAndContextsAreValidOnceTheyExist() {
    TreeSet<Integer> none = new TreeSet<>();
    assertThrows(IllegalArgumentException.class, () -> new SecurityRange(-1, 0, none));
    assertThrows(IllegalArgumentException.class, () -> new SecurityRange(1, 0, none));
    none.add(1024);
    assertThrows(IllegalArgumentException.class, () -> new SecurityRange(0, 0, none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SecurityContext(Optional.empty(), "", Optional.empty()));
  }
}
