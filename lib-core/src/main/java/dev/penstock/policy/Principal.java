package dev.penstock.policy;

import java.util.Objects;
import java.util.Optional;

/**
 * Who asks. A host authenticates; this only names.
 *
 * @param type what kind of party
 * @param id its id: an ARN, a service's name, or that of an identity provider
 */
public record Principal(Type type, String id) {

  /** What kinds of parties there are. */
  public enum Type {
    /** A user, a role or an account, by its ARN. */
    AWS("AWS"),
    /** A service, such as {@code codepipeline.amazonaws.com}. */
    SERVICE("Service"),
    /** Somebody whom an identity provider knows. */
    FEDERATED("Federated"),
    /** An account, by its canonical id. */
    CANONICAL_USER("CanonicalUser"),
    /** Somebody of whom nothing is known. */
    ANONYMOUS("");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /**
     * The type's key in a document.
     *
     * @return such as {@code CanonicalUser}; empty for {@link #ANONYMOUS}
     */
    public String word() {
      return word;
    }
  }

  private static final Principal ANONYMOUS = new Principal(Type.ANONYMOUS, "anonymous");

  /** Refuses an ARN that is none, and ids without characters. */
  public Principal {
    Objects.requireNonNull(type, "type");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a principal needs an id");
    }
    if (type == Type.AWS && !PrincipalPattern.isArn(id)) {
      throw new IllegalArgumentException(
          "principal \""
              + id
              + "\" is no ARN; allowed: arn:<partition>:iam::<12 digits>:<user, role or root>");
    }
  }

  /**
   * A user, a role, or an account's root.
   *
   * @param arn such as {@code arn:aws:iam::123456789012:user/ada}; the partition is free
   * @return the principal
   * @throws IllegalArgumentException if it is no ARN of {@code iam} or {@code sts} with an account
   *     of 12 digits
   */
  public static Principal aws(String arn) {
    return new Principal(Type.AWS, arn);
  }

  /**
   * A service.
   *
   * @param name such as {@code codepipeline.amazonaws.com}
   * @return the principal
   */
  public static Principal service(String name) {
    return new Principal(Type.SERVICE, name);
  }

  /**
   * Somebody whom an identity provider knows.
   *
   * @param provider the provider's name or ARN
   * @return the principal
   */
  public static Principal federated(String provider) {
    return new Principal(Type.FEDERATED, provider);
  }

  /**
   * An account.
   *
   * @param id its canonical id
   * @return the principal
   */
  public static Principal canonicalUser(String id) {
    return new Principal(Type.CANONICAL_USER, id);
  }

  /**
   * Somebody of whom nothing is known; only statements for everybody apply.
   *
   * @return the principal
   */
  public static Principal anonymous() {
    return ANONYMOUS;
  }

  /**
   * The account that it belongs to.
   *
   * @return 12 digits; empty if it is no ARN
   */
  public Optional<String> account() {
    return type == Type.AWS ? Optional.of(id.split(":", -1)[4]) : Optional.empty();
  }

  @Override
  public String toString() {
    return id;
  }
}
