package dev.penstock.artifact.origin;

import java.util.Objects;

/**
 * How versions of one package may come into one repository. They say nothing about versions
 * that are there already.
 *
 * @param publish whether new versions may be published into the repository
 * @param upstream whether versions may be kept from upstream repositories, or taken in through an
 *     external connection
 */
public record OriginControls(Control publish, Control upstream) {

  /** Both ways are open; what the package's group says decides. */
  public static final OriginControls OPEN = new OriginControls(Control.ALLOW, Control.ALLOW);

  /** Both parts are required. */
  public OriginControls {
    Objects.requireNonNull(publish, "publish");
    Objects.requireNonNull(upstream, "upstream");
  }

  /** One way, open or not. */
  public enum Control {
    /** Allowed, if the package's group allows it too. */
    ALLOW,
    /** Blocked, whatever the package's group says. */
    BLOCK
  }
}
