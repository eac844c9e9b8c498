package dev.penstock.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * Where people look at pipelines and answer approvals: an SPI. Must be safe for several threads.
 */
public interface ConsoleLinks {

  /**
   * Where people see a pipeline.
   *
   * @param pipeline its name
   * @return an address
   */
  String pipeline(String pipeline);

  /**
   * Where people answer an approval.
   *
   * @param pipeline the pipeline's name
   * @param stage the stage's name
   * @param action the action's name
   * @param token the request's token
   * @return an address
   */
  String approval(String pipeline, String stage, String action, String token);

  /**
   * Addresses below one: {@code base/pipeline}, and {@code
   * base/pipeline/stage/action/approve/token}.
   *
   * @param base an address that ends in a slash
   * @return the links
   */
  static ConsoleLinks below(String base) {
    if (!base.endsWith("/")) {
      throw new IllegalArgumentException("base: \"" + base + "\" does not end in a slash");
    }
    return new ConsoleLinks() {
      @Override
      public String pipeline(String pipeline) {
        return base + URLEncoder.encode(pipeline, UTF_8);
      }

      @Override
      public String approval(String pipeline, String stage, String action, String token) {
        return pipeline(pipeline)
            + "/"
            + URLEncoder.encode(stage, UTF_8)
            + "/"
            + URLEncoder.encode(action, UTF_8)
            + "/approve/"
            + URLEncoder.encode(token, UTF_8);
      }
    };
  }
}
