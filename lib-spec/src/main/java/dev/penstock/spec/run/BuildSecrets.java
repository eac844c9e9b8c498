package dev.penstock.spec.run;

import dev.penstock.spec.build.SecretsManagerReference;
import java.io.IOException;

/**
 * Looks up what a buildspec only names: an SPI that a host implements.
 *
 * <p>Called on the thread that runs the build, once per variable, before any command runs; may
 * block. What it throws fails the build with the exception's message, which must hold no secret.
 */
public interface BuildSecrets {

  /** Knows nothing: every reference fails the build. */
  BuildSecrets NONE =
      new BuildSecrets() {
        @Override
        public String secret(SecretsManagerReference reference) throws IOException {
          throw new IOException("the host gives no secrets; \"" + reference.id() + "\" is needed");
        }

        @Override
        public String parameter(String name) throws IOException {
          throw new IOException("the host gives no parameters; \"" + name + "\" is needed");
        }
      };

  /**
   * A value of {@code env.secrets-manager}.
   *
   * @param reference which secret, and which part of it
   * @return the value
   * @throws IOException if there is none, or it may not be read
   */
  String secret(SecretsManagerReference reference) throws IOException;

  /**
   * A value of {@code env.parameter-store}.
   *
   * @param name the parameter's name
   * @return the value
   * @throws IOException if there is none, or it may not be read
   */
  String parameter(String name) throws IOException;
}
