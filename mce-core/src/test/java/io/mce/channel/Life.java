package io.mce.channel;

import io.mce.channel.Happening.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What happens in a conversation, in no order. All but the last of our messages were taken over
 * before.
 *
 * @param echoes whether the carrier's receipts name our id
 * @param messages how many messages we send
 */
record Life(boolean echoes, int messages, List<Happening> all) {

  private static final int MOST_MESSAGES = 3;
  private static final int FEWEST = 7;
  private static final int MOST = 30;

  Life {
    all = List.copyOf(all);
  }

  /**
   * All sets of so many different things that can happen to one message. Its answer, and whether
   * receipts name our id, are chosen for each.
   */
  static List<Life> ofSize(int size, Random random) {
    List<Happening> others = new ArrayList<>();
    for (What what : What.values()) {
      if (!what.isAnswer()) {
        others.add(Happening.of(what));
      }
    }
    others.add(new Happening(What.WROTE, 0, 1));
    List<Life> lives = new ArrayList<>();
    for (List<Happening> chosen : subsets(others, size - 1)) {
      if (chosen.contains(Happening.of(What.START)) && !chosen.contains(Happening.of(What.STOP))) {
        continue; // Alone it is what anybody may write.
      }
      List<Happening> all = new ArrayList<>(chosen);
      all.add(Happening.of(random.nextInt(3) == 0 ? What.LOST : What.ACCEPTED));
      lives.add(new Life(random.nextBoolean(), 1, all));
    }
    return lives;
  }

  /** The same, in which one of them happens again. */
  Life repeating(Random random) {
    List<Happening> may = all.stream().filter(each -> !each.what().isAnswer()).toList();
    List<Happening> more = new ArrayList<>(all);
    more.add(again(may.get(random.nextInt(may.size())), random));
    return new Life(echoes, messages, more);
  }

  /** Any life with 7 to 30 events, rather few than many. */
  static Life random(Random random) {
    int messages = 1 + random.nextInt(MOST_MESSAGES);
    int range = MOST - FEWEST + 1;
    int size = FEWEST + Math.min(random.nextInt(range), random.nextInt(range));
    boolean stops = random.nextInt(4) == 0;
    List<Happening> all = new ArrayList<>();
    all.add(Happening.of(random.nextInt(4) == 0 ? What.LOST : What.ACCEPTED));
    List<What> kinds = List.of(What.SENT, What.DELIVERED, What.READ, What.FAILED);
    while (all.size() < size) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        all.add(
            new Happening(kinds.get(random.nextInt(kinds.size())), random.nextInt(messages), 0));
      } else if (choice < 7) {
        all.add(new Happening(What.WROTE, 0, random.nextInt(MOST)));
      } else if (choice < 8) {
        all.add(new Happening(What.ECHO, 0, random.nextInt(MOST)));
      } else if (choice < 9 && stops) {
        What wish = random.nextBoolean() ? What.START : What.STOP;
        all.add(new Happening(wish, 0, random.nextInt(2)));
      } else if (all.size() > 1) {
        all.add(again(all.get(1 + random.nextInt(all.size() - 1)), random));
      }
    }
    return new Life(random.nextBoolean(), messages, all);
  }

  /** A carrier that repeats a receipt may call it another event; a message stays the same one. */
  private static Happening again(Happening one, Random random) {
    return one.what().isReceipt() && random.nextBoolean()
        ? new Happening(one.what(), one.of(), one.number() + 1)
        : one;
  }

  List<Happening> shuffled(Random random) {
    List<Happening> order = new ArrayList<>(all);
    Collections.shuffle(order, random);
    return order;
  }

  /** Every order, each once. */
  Set<List<Happening>> orders() {
    return orders(all);
  }

  private static Set<List<Happening>> orders(List<Happening> happenings) {
    if (happenings.isEmpty()) {
      return Set.of(List.of());
    }
    Set<List<Happening>> orders = new LinkedHashSet<>();
    for (Happening first : new LinkedHashSet<>(happenings)) {
      List<Happening> rest = new ArrayList<>(happenings);
      rest.remove(first);
      for (List<Happening> tail : orders(rest)) {
        List<Happening> order = new ArrayList<>(List.of(first));
        order.addAll(tail);
        orders.add(order);
      }
    }
    return orders;
  }

  private static List<List<Happening>> subsets(List<Happening> of, int size) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<Happening>> subsets = new ArrayList<>();
    for (int i = 0; i <= of.size() - size; i++) {
      for (List<Happening> rest : subsets(of.subList(i + 1, of.size()), size - 1)) {
        List<Happening> subset = new ArrayList<>(List.of(of.get(i)));
        subset.addAll(rest);
        subsets.add(subset);
      }
    }
    return subsets;
  }
}
