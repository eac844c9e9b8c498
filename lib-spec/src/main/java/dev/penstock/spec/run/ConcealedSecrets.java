package dev.penstock.spec.run;

import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.spec.build.SecretsManagerReference;
import java.io.IOException;

/** Secrets that are masked in whatever the actions of one execution report, once they are known. */
record ConcealedSecrets(BuildSecrets secrets, ActionContext context) implements BuildSecrets {

  @Override
  public String secret(SecretsManagerReference reference) throws IOException {
    return concealed(secrets.secret(reference));
  }

  @Override
  public String parameter(String name) throws IOException {
    return concealed(secrets.parameter(name));
  }

  private String concealed(String value) {
    context.conceal(value);
    return value;
  }
}
