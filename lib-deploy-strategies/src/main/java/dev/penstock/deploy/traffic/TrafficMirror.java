package dev.penstock.deploy.traffic;

import java.util.List;
import java.util.Objects;

/**
 * A copy of requests that the new side gets beside the stable one, which answers (RP-24). What the
 * new side answers is thrown away, so its users are not exposed; its writes are real.
 *
 * @param name as the plan declares it
 * @param anyOf blocks of conditions, at most {@value RequestRoute#MOST}: a request is copied if it
 *     meets all conditions of at least one block; every request without blocks (RP-113)
 * @param share of the matching requests that are copied; nothing takes the mirror of this name away
 */
public record TrafficMirror(String name, List<Block> anyOf, Weight share) {

  /**
   * Conditions that are met together.
   *
   * @param all each has to be met; 1 to {@value RequestRoute#MOST}
   */
  public record Block(List<RequestMatch> all) {

    /** Copies the list; refuses none and too many conditions. */
    public Block {
      all = List.copyOf(all);
      if (all.isEmpty() || all.size() > RequestRoute.MOST) {
        throw new IllegalArgumentException(
            "mirror: a block of " + all.size() + " conditions; allowed: 1 to " + RequestRoute.MOST);
      }
    }

    /**
     * A block.
     *
     * @param all at least one condition, each of which has to be met
     * @return the block
     */
    public static Block of(RequestMatch... all) {
      return new Block(List.of(all));
    }
  }

  /** Copies the list; refuses too many blocks. */
  public TrafficMirror {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(share, "share");
    anyOf = List.copyOf(anyOf);
    if (anyOf.size() > RequestRoute.MOST) {
      throw new IllegalArgumentException(
          "mirror " + name + ": " + anyOf.size() + " blocks; allowed: up to " + RequestRoute.MOST);
    }
  }

  /**
   * A mirror.
   *
   * @param name as the plan declares it
   * @param share of the matching requests; nothing takes the mirror away
   * @param anyOf blocks of conditions; every request without blocks
   * @return the mirror
   */
  public static TrafficMirror of(String name, Weight share, Block... anyOf) {
    return new TrafficMirror(name, List.of(anyOf), share);
  }

  /**
   * Whether this takes the mirror of its name away.
   *
   * @return true with a share of nothing
   */
  public boolean isRemoval() {
    return share.isNone();
  }
}
