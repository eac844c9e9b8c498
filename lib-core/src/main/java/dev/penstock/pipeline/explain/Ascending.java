package dev.penstock.pipeline.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The longest part of a list that is in order already. */
final class Ascending {
  private Ascending() {}

  /** The indices of a longest strictly ascending subsequence, ascending. */
  static List<Integer> longest(List<Integer> numbers) {
    int[] length = new int[numbers.size()];
    int[] previous = new int[numbers.size()];
    Arrays.fill(previous, -1);
    int end = -1;
    for (int i = 0; i < numbers.size(); i++) {
      length[i] = 1;
      for (int j = 0; j < i; j++) {
        if (numbers.get(j) < numbers.get(i) && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          previous[i] = j;
        }
      }
      if (end < 0 || length[i] > length[end]) {
        end = i;
      }
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = end; i >= 0; i = previous[i]) {
      indices.add(i);
    }
    Collections.reverse(indices);
    return indices;
  }
}
