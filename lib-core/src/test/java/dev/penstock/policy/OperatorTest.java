package dev.penstock.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A condition operator")
class OperatorTest {
  private static final Principal ADA = Principal.aws("arn:aws:iam::123456789012:user/ada");

  /** Operator; values in the document; {@code |}; values in the request or "-"; expectation. */
  private static final String[] PRESENT = {
    "StringEquals 'blue' | blue = true",
    "StringEquals 'blue' | Blue = false",
    "StringEquals 'blue' | blues = false",
    "StringEquals 'blu*' | blue = false",
    "StringEquals 'blu*' | blu* = true",
    "StringEquals 'red','blue' | blue = true",
    "StringEquals 'red','blue' | green = false",
    "StringNotEquals 'blue' | blue = false",
    "StringNotEquals 'blue' | Blue = true",
    "StringNotEquals 'red','blue' | blue = false",
    "StringNotEquals 'red','blue' | red = false",
    "StringNotEquals 'red','blue' | green = true",
    "StringEqualsIgnoreCase 'blue' | BLUE = true",
    "StringEqualsIgnoreCase 'blue' | BLU = false",
    "StringNotEqualsIgnoreCase 'blue' | BLUE = false",
    "StringNotEqualsIgnoreCase 'blue' | BLU = true",
    "StringLike 'b*e' | blue = true",
    "StringLike 'b*e' | be = true",
    "StringLike 'b*e' | b:/e = true",
    "StringLike 'b*e' | blues = false",
    "StringLike 'b?ue' | blue = true",
    "StringLike 'b?ue' | bue = false",
    "StringLike 'b?ue' | bllue = false",
    "StringLike 'B*e' | blue = false",
    "StringNotLike 'b*e' | blue = false",
    "StringNotLike 'b*e' | red = true",
    "StringNotLike 'b*e','r*' | red = false",
    "NumericEquals '7' | 7.0 = true",
    "NumericEquals '7' | 8 = false",
    "NumericEquals '7' | seven = false",
    "NumericNotEquals '7' | 7.0 = false",
    "NumericNotEquals '7' | 8 = true",
    "NumericLessThan '7' | 6.9 = true",
    "NumericLessThan '7' | 7 = false",
    "NumericLessThan '7' | 10 = false",
    "NumericLessThanEquals '7' | 7 = true",
    "NumericLessThanEquals '7' | 7.1 = false",
    "NumericGreaterThan '7' | 10 = true",
    "NumericGreaterThan '7' | 7 = false",
    "NumericGreaterThanEquals '7' | 7 = true",
    "NumericGreaterThanEquals '7' | 6.9 = false",
    "NumericGreaterThan '-3' | -2 = true",
    "DateEquals '2026-01-05T00:00:00Z' | 2026-01-05 = true",
    "DateEquals '2026-01-05T00:00:00Z' | 2026-01-05T01:00+01:00 = true",
    "DateEquals '1767571200' | 2026-01-05T00:00:00Z = true",
    "DateEquals '2026-01-05T00:00:00Z' | 1767571200 = true",
    "DateEquals '2026-01-05T00:00:00Z' | 1767571201 = false",
    "DateNotEquals '2026-01-05T00:00:00Z' | 1767571200 = false",
    "DateNotEquals '2026-01-05T00:00:00Z' | 1767571201 = true",
    "DateLessThan '2026-01-05' | 2026-01-04T23:59:59Z = true",
    "DateLessThan '2026-01-05' | 2026-01-05T00:00:00Z = false",
    "DateLessThanEquals '2026-01-05' | 2026-01-05T00:00:00Z = true",
    "DateLessThanEquals '2026-01-05' | 2026-01-05T00:00:01Z = false",
    "DateGreaterThan '2026-01-05' | 2026-01-05T00:00:01Z = true",
    "DateGreaterThan '2026-01-05' | 2026-01-05T00:00:00Z = false",
    "DateGreaterThanEquals '2026-01-05' | 2026-01-05T00:00:00Z = true",
    "DateGreaterThanEquals '2026-01-05' | 2026-01-04T23:59:59Z = false",
    "DateLessThan '2026-01-05' | yesterday = false",
    "Bool 'true' | true = true",
    "Bool 'true' | false = false",
    "Bool 'false' | False = true",
    "Bool 'true' | yes = false",
    "BinaryEquals 'QmxhdQ==' | QmxhdQ== = true",
    "BinaryEquals 'QmxhdQ==' | QmxhdQ = true",
    "BinaryEquals 'QmxhdQ==' | UmVk = false",
    "BinaryEquals 'QmxhdQ==' | !! = false",
    "IpAddress '192.0.2.0/24' | 192.0.2.255 = true",
    "IpAddress '192.0.2.0/24' | 192.0.3.0 = false",
    "IpAddress '192.0.2.128/25' | 192.0.2.127 = false",
    "IpAddress '192.0.2.128/25' | 192.0.2.128 = true",
    "IpAddress '192.0.2.7' | 192.0.2.7 = true",
    "IpAddress '192.0.2.7' | 192.0.2.8 = false",
    "IpAddress '0.0.0.0/0' | 203.0.113.9 = true",
    "IpAddress '0.0.0.0/0' | 2001:db8::1 = false",
    "IpAddress '2001:db8::/33' | 2001:db8:7fff::1 = true",
    "IpAddress '2001:db8::/33' | 2001:db8:8000::1 = false",
    "IpAddress '192.0.2.0/24' | localhost = false",
    "NotIpAddress '192.0.2.0/24' | 192.0.2.255 = false",
    "NotIpAddress '192.0.2.0/24' | 192.0.3.0 = true",
    "ArnEquals 'arn:aws:s3:::pictures/*' | arn:aws:s3:::pictures/a:b/c = true",
    "ArnEquals 'arn:aws:s3:::pictures' | arn:aws:s3:::music = false",
    "ArnLike 'arn:aws:sns:*:123456789012:done' | arn:aws:sns:eu-1:123456789012:done = true",
    "ArnLike 'arn:aws:*:123456789012:*:*' | arn:aws:sns:eu-1:123456789012:done = false",
    "ArnLike 'arn:aws:s*:*:*:d?ne' | arn:aws:sns:eu-1:123456789012:done = true",
    "ArnLike 'arn:aws:s*:*:*:d?ne' | arn:aws:iam:eu-1:123456789012:done = false",
    "ArnLike 'arn:aws:sns:*:*:*' | arn:aws:sns:eu-1:123456789012 = false",
    "ArnNotEquals 'arn:aws:s3:::pictures/*' | arn:aws:s3:::pictures/a = false",
    "ArnNotEquals 'arn:aws:s3:::pictures/*' | arn:aws:s3:::music/a = true",
    "ArnNotLike 'arn:aws:s3:::pictures/*' | arn:aws:s3:::pictures/a = false",
    "ArnNotLike 'arn:aws:s3:::pictures/*' | arn:aws:s3:::music/a = true",
    "Null 'false' | x = true",
    "Null 'true' | x = false",
  };

  private static final String[] ABSENT = {
    "Null 'true' | - = true",
    "Null 'false' | - = false",
    "StringEquals 'a' | - = false",
    "StringEqualsIgnoreCase 'a' | - = false",
    "StringLike '*' | - = false",
    "NumericEquals '1' | - = false",
    "NumericLessThan '1' | - = false",
    "DateLessThan '2026-01-05' | - = false",
    "Bool 'false' | - = false",
    "BinaryEquals 'QQ==' | - = false",
    "IpAddress '0.0.0.0/0' | - = false",
    "ArnLike 'arn:aws:s3:::a' | - = false",
    "StringNotEquals 'a' | - = true",
    "StringNotEqualsIgnoreCase 'a' | - = true",
    "StringNotLike '*' | - = true",
    "NumericNotEquals '1' | - = true",
    "DateNotEquals '2026-01-05' | - = true",
    "NotIpAddress '0.0.0.0/0' | - = true",
    "ArnNotEquals 'arn:aws:s3:::a' | - = true",
    "ArnNotLike 'arn:aws:s3:::a' | - = true",
    "StringEqualsIfExists 'a' | - = true",
    "StringEqualsIfExists 'a' | b = false",
    "StringEqualsIfExists 'a' | a = true",
    "StringNotEqualsIfExists 'a' | - = true",
    "StringNotEqualsIfExists 'a' | a = false",
    "NumericLessThanIfExists '1' | - = true",
    "NumericLessThanIfExists '1' | 2 = false",
    "BoolIfExists 'true' | - = true",
    "BoolIfExists 'true' | false = false",
    "ArnLikeIfExists 'arn:aws:s3:::a' | - = true",
    "ForAnyValue:StringEqualsIfExists 'a' | - = true",
    "ForAnyValue:StringEqualsIfExists 'a' | b = false",
  };

  private static final String[] SEVERAL = {
    "ForAllValues:StringEquals 'a','b' | a b = true",
    "ForAllValues:StringEquals 'a','b' | a = true",
    "ForAllValues:StringEquals 'a','b' | a c = false",
    "ForAllValues:StringEquals 'a','b' | - = true",
    "ForAllValues:StringLike 'a*' | ab ac = true",
    "ForAllValues:StringLike 'a*' | ab ba = false",
    "ForAllValues:StringNotEquals 'a','b' | c d = true",
    "ForAllValues:StringNotEquals 'a','b' | c b = false",
    "ForAnyValue:StringEquals 'a','b' | c b = true",
    "ForAnyValue:StringEquals 'a','b' | c d = false",
    "ForAnyValue:StringEquals 'a','b' | - = false",
    "ForAnyValue:StringNotEquals 'a' | a c = true",
    "ForAnyValue:StringNotEquals 'a' | a a = false",
    "ForAnyValue:StringNotEquals 'a' | - = false",
    "StringEquals 'a' | c a = true",
    "StringNotEquals 'a' | c a = false",
    "StringNotEquals 'a' | c d = true",
  };

  @Test
  @DisplayName("compares as its name says, and negates where it says so")
  @Covers({"A-178", "A-179"})
  void compares() {
    verify(PRESENT);
  }

  @Test
  @DisplayName("is false for an absent key, true if it is negated or ends in IfExists")
  @Covers("A-180")
  void absentKeys() {
    verify(ABSENT);
  }

  @Test
  @DisplayName("asks all of several values, or any")
  @Covers("A-181")
  void severalValues() {
    verify(SEVERAL);
  }

  @Test
  @DisplayName("is one of those that the tables name, each of which is tried both ways")
  @Covers("A-179")
  void tablesAreComplete() {
    Set<String> isTrue = new TreeSet<>();
    Set<String> isFalse = new TreeSet<>();
    for (String row : PRESENT) {
      (row.endsWith("= true") ? isTrue : isFalse).add(row.substring(0, row.indexOf(' ')));
    }
    Set<String> all =
        new TreeSet<>(
            Set.of(
                "StringEquals",
                "StringNotEquals",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "StringLike",
                "StringNotLike",
                "NumericEquals",
                "NumericNotEquals",
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals",
                "DateEquals",
                "DateNotEquals",
                "DateLessThan",
                "DateLessThanEquals",
                "DateGreaterThan",
                "DateGreaterThanEquals",
                "Bool",
                "BinaryEquals",
                "IpAddress",
                "NotIpAddress",
                "ArnEquals",
                "ArnLike",
                "ArnNotEquals",
                "ArnNotLike",
                "Null"));
    assertEquals(all, isTrue);
    assertEquals(all, isFalse);
    assertEquals(all, new TreeSet<>(Operator.BY_NAME.keySet()));
  }

  private static void verify(String[] table) {
    for (String row : table) {
      String operator = row.substring(0, row.indexOf(' '));
      String values = row.substring(row.indexOf(' ') + 1, row.indexOf(" | ")).replace('\'', '"');
      String found = row.substring(row.indexOf(" | ") + 3, row.lastIndexOf(" = "));
      boolean expected = row.endsWith("true");
      Policy policy =
          Policy.of(
              PolicyKind.IDENTITY,
              """
              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
               "Resource": "*", "Condition": {"%s": {"host:Key": [%s]}}}}
              """
                  .formatted(operator, values));
      AccessRequest request = AccessRequest.of(ADA, "a:B", "*");
      if (!found.equals("-")) {
        request = request.with("host:key", found.split(" ", -1));
      }
      assertEquals(expected, policy.evaluate(request).isAllowed(), row);
      assertEquals(
          expected,
          policy.evaluate(request.with("other", "x")).isAllowed(),
          row + " beside another key");
    }
  }

  @Test
  @DisplayName("holds with the others and for all its keys, or the statement does not apply")
  @Covers({"A-177", "A-178"})
  void allMustHold() {
    Policy policy =
        Policy.of(
            PolicyKind.IDENTITY,
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
             "Resource": "*", "Condition": {
               "StringEquals": {"k:one": "1", "k:two": ["2", "zwei"]},
               "Bool": {"k:three": true}}}}
            """);
    AccessRequest all =
        AccessRequest.of(ADA, "a:B", "*")
            .with("k:one", "1")
            .with("k:two", "zwei")
            .with("K:Three", "true");
    assertEquals(true, policy.evaluate(all).isAllowed());
    Stream.of("k:one", "k:two", "k:three")
        .forEach(key -> assertEquals(false, policy.evaluate(all.with(key, "no")).isAllowed(), key));
    assertEquals(
        "no statement allows a:B on * to arn:aws:iam::123456789012:user/ada: statement 1 of identity"
            + " policy 1: condition StringEquals \"k:two\" found \"3\"; allowed: 2, zwei",
        policy.evaluate(all.with("k:two", "3")).reason());
    assertEquals(
        "no statement allows a:B on * to arn:aws:iam::123456789012:user/ada: statement 1 of identity"
            + " policy 1: condition Bool \"k:three\" found nothing; allowed: true",
        policy.evaluate(all.with("k:three")).reason());
  }
}
