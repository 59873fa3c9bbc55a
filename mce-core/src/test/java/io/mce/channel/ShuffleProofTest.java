package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.channel.Happening.What;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever the order in which a carrier tells what happened, and however often it repeats itself,
 * the same is left in the end: what is shown and in which order, how far each message is, what is
 * known of the lead. Through the real stores and workers.
 */
final class ShuffleProofTest {

  private static final long SEED = Long.getLong("mce.shuffle.seed", System.nanoTime());

  /** Conversations that live at the same time. */
  private static final int BATCH = 2_500;

  /**
   * Sets of the long proof, each of them in so many orders; 2,000 make 100,000 shuffles, and let no
   * set of few events out.
   */
  private static final int SETS = Integer.getInteger("mce.shuffle.sets", 50);

  private static final int FEW = SETS / 10;

  private static final int ORDERS = 50;

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.sqlite().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    /** A thousand shuffles. */
    @Override
    int few() {
      return 10;
    }

    @Test
    @Tag("proof")
    void every_order_of_six_events_ends_the_same() {
      everyOrder(some(Life.ofSize(6, new Random(SEED)), FEW));
    }

    @Test
    @Tag("proof")
    void every_order_of_five_events_and_a_repeated_one_ends_the_same() {
      everyOrder(repeating(some(Life.ofSize(5, new Random(SEED)), FEW)));
    }

    @Test
    @Tag("proof")
    void many_shuffles_end_the_same() {
      shuffles(SETS, ORDERS);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.postgres().with(builder -> builder.provider(carrier.factory()));

    @Override
    MceExtension mce() {
      return mce;
    }

    @Override
    int few() {
      return 2;
    }

    @Test
    @Tag("proof")
    void every_order_of_some_sets_of_six_events_ends_the_same() {
      List<Life> all = new ArrayList<>(Life.ofSize(6, new Random(SEED)));
      all.addAll(repeating(Life.ofSize(5, new Random(SEED))));
      everyOrder(some(all, FEW / 5));
    }

    @Test
    @Tag("proof")
    void a_fiftieth_of_the_shuffles_end_the_same_here_too() {
      shuffles(SETS / 50, ORDERS);
    }
  }

  abstract static class Contract {

    final ScriptedCarrier carrier = new ScriptedCarrier();
    private int batches;

    abstract MceExtension mce();

    /** How many sets are enough here for every build. */
    abstract int few();

    @Test
    void every_order_of_a_few_events_ends_the_same() {
      List<Life> lives = some(Life.ofSize(4, new Random(SEED)), few() + few() / 2);
      List<Life> played = new ArrayList<>(lives.subList(0, few()));
      played.addAll(repeating(lives.subList(few(), lives.size())));
      everyOrder(played);
    }

    @Test
    void some_shuffles_end_the_same() {
      shuffles(2 * few(), ORDERS);
    }

    /**
     * What is compared shows each thing that happened: where one is missing, the end is another.
     */
    @Test
    void what_did_not_happen_is_missed() {
      List<Happening> all =
          Stream.of(What.ACCEPTED, What.DELIVERED, What.WROTE, What.STOP, What.ECHO)
              .map(Happening::of)
              .toList();
      List<Lives.Case> cases = new ArrayList<>();
      cases.add(new Lives.Case(new Life(false, 1, all), all));
      for (Happening missing : all) {
        List<Happening> less = all.stream().filter(each -> !each.equals(missing)).toList();
        cases.add(new Lives.Case(new Life(false, 1, less), less));
      }
      assertThat(new Lives(fixture()).play(cases)).doesNotHaveDuplicates();
    }

    static List<Life> some(List<Life> lives, int most) {
      List<Life> all = new ArrayList<>(lives);
      Collections.shuffle(all, new Random(SEED));
      return all.subList(0, Math.min(most, all.size()));
    }

    static List<Life> repeating(List<Life> lives) {
      Random random = new Random(SEED);
      return lives.stream().map(each -> each.repeating(random)).toList();
    }

    final void everyOrder(List<Life> lives) {
      List<Lives.Case> cases = new ArrayList<>();
      lives.forEach(life -> life.orders().forEach(order -> cases.add(new Lives.Case(life, order))));
      prove(lives.size() + " sets in every order", cases);
    }

    final void shuffles(int sets, int ofEach) {
      Random random = new Random(SEED);
      List<Lives.Case> cases = new ArrayList<>();
      for (int i = 0; i < sets; i++) {
        Life life = Life.random(random);
        for (int j = 0; j < ofEach; j++) {
          cases.add(new Lives.Case(life, life.shuffled(random)));
        }
      }
      prove(sets + " sets, shuffled", cases);
    }

    private void prove(String what, List<Lives.Case> cases) {
      long start = System.nanoTime();
      Map<Life, String> ends = new HashMap<>();
      Map<Life, List<Happening>> orders = new HashMap<>();
      for (int i = 0; i < cases.size(); i += BATCH) {
        List<Lives.Case> batch = cases.subList(i, Math.min(cases.size(), i + BATCH));
        List<String> left = new Lives(fixture()).play(batch);
        for (int j = 0; j < batch.size(); j++) {
          Lives.Case each = batch.get(j);
          orders.putIfAbsent(each.life(), each.order());
          String first = ends.computeIfAbsent(each.life(), life -> "");
          if (first.isEmpty()) {
            ends.put(each.life(), left.get(j));
          } else {
            assertThat(left.get(j))
                .as(
                    "%s%n%s%nand%n%s%nseed %d",
                    each.life(), each.order(), orders.get(each.life()), SEED)
                .isEqualTo(first);
          }
        }
      }
      System.out.printf(
          "shuffle proof, %s, %s: %d orders, seed %d (-Dmce.shuffle.seed), %.1f s%n",
          getClass().getSimpleName(), what, cases.size(), SEED, (System.nanoTime() - start) / 1e9);
    }

    private OutboxFixture fixture() {
      return new OutboxFixture(mce(), carrier, "shuffle-" + ++batches);
    }
  }
}
