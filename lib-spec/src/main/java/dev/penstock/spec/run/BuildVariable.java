package dev.penstock.spec.run;

import dev.penstock.spec.build.SecretsManagerReference;
import java.util.Objects;
import java.util.Optional;

/** Where the value of a variable comes from that a project or a start request sets (B-058). */
public sealed interface BuildVariable {

  /** The types that {@link #of} knows, in words. */
  String TYPES = "PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER";

  /**
   * The value itself.
   *
   * @param value taken as it is, nothing in it is expanded
   */
  record Plain(String value) implements BuildVariable {

    /** The value is required. */
    public Plain {
      Objects.requireNonNull(value, "value");
    }

    /** Withholds the value, which may be what should not be seen. */
    @Override
    public String toString() {
      return "Plain[...]";
    }
  }

  /**
   * The value of a parameter.
   *
   * @param name the parameter's name
   */
  record Parameter(String name) implements BuildVariable {

    /** The name is required. */
    public Parameter {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * The value of a secret.
   *
   * @param reference which secret, and which part of it
   */
  record Secret(SecretsManagerReference reference) implements BuildVariable {

    /** The reference is required. */
    public Secret {
      Objects.requireNonNull(reference, "reference");
    }
  }

  /**
   * A variable in the words of a start request.
   *
   * @param type {@code PLAINTEXT}, {@code PARAMETER_STORE} or {@code SECRETS_MANAGER}; empty means
   *     the first
   * @param value the value, the parameter's name, or the reference to the secret
   * @return the variable; empty if the type is unknown, or the reference has not the form of one
   */
  static Optional<BuildVariable> of(String type, String value) {
    return switch (type) {
      case "", "PLAINTEXT" -> Optional.of(new Plain(value));
      case "PARAMETER_STORE" -> Optional.of(new Parameter(value));
      case "SECRETS_MANAGER" -> SecretsManagerReference.parse(value).map(Secret::new);
      default -> Optional.empty();
    };
  }
}
