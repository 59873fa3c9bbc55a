package io.mce.lead;

import java.util.Arrays;

/**
 * A set of keyed hashes that remembers 64 bits of each, so that those of a million rows fit into
 * some megabytes. Not thread-safe.
 */
final class KeySet {

  private static final int FIRST_SIZE = 1 << 10;

  private long[] slots = new long[FIRST_SIZE];
  private int size;

  void add(String key) {
    if (2 * size >= slots.length) {
      grow();
    }
    size += insert(slots, hash(key)) ? 1 : 0;
  }

  boolean contains(String key) {
    long hash = hash(key);
    int at = place(slots, hash);
    return slots[at] == hash;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> insert(larger, hash));
    slots = larger;
  }

  private static boolean insert(long[] slots, long hash) {
    int at = place(slots, hash);
    if (slots[at] == hash) {
      return false;
    }
    slots[at] = hash;
    return true;
  }

  /** Where the hash is, or the free place where it belongs. */
  private static int place(long[] slots, long hash) {
    int at = (int) (hash ^ hash >>> 32) & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  /** FNV-1a, mixed once more; never zero, which marks a free place. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
