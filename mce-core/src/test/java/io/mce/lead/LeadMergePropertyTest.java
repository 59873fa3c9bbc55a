package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.privacy.Consent;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentState;
import io.mce.privacy.ConsentStatus;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random pairs, as they are stored: no merge allows what one of the two had refused, and an undone
 * merge leaves both as they were. The fields alone have more cases in {@link MergeFieldsTest}.
 */
final class LeadMergePropertyTest {

  /** Of the proof, on both databases together. */
  private static final int MANY = Integer.getInteger("mce.merge.pairs", 2_000);

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    int many() {
      return MANY * 9 / 10;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    int many() {
      return MANY / 10;
    }
  }

  abstract static class Contract extends LeadFixture {

    private static final int FEW = 60;
    private static final int AT_ONCE = 100;
    private static final List<String> CHANNELS = List.of("SMS", "WHATSAPP", "*");

    private long seed;
    private Random random = new Random();

    Contract(MceExtension mce) {
      super(mce);
    }

    /** How many pairs the long proof takes. */
    abstract int many();

    /** Everything about a lead that a merge may touch, but for its version and time of change. */
    private record State(
        Lead lead,
        List<Consent> consents,
        Set<String> granted,
        List<String> refusedByPeople,
        Set<String> closed) {}

    /** Two leads and what is so of them. */
    private record Pair(
        int number, LeadId one, LeadId other, Set<Address> addresses, State a, State b) {}

    @Test
    void merges_refuse_what_either_refused_and_can_be_undone() {
      prove(FEW);
    }

    @Test
    @Tag("proof")
    void many_merges_refuse_what_either_refused_and_can_be_undone() {
      prove(many());
    }

    private void prove(int cases) {
      seed = Long.getLong("mce.seed", System.nanoTime());
      random = new Random(seed);
      System.out.println("LeadMergePropertyTest: seed " + seed + ", " + cases + " cases");
      for (int from = 0; from < cases; from += AT_ONCE) {
        prove(from, Math.min(cases, from + AT_ONCE));
      }
    }

    /** Several pairs at once, for the time that the engine needs to come to rest. */
    private void prove(int from, int to) {
      List<Pair> pairs = IntStream.range(from, to).mapToObj(this::pair).toList();
      LeadMerges merges = mce.engine().leadMerges();
      List<LeadMerge> done = new ArrayList<>();
      for (Pair pair : pairs) {
        done.add(merges.merge(actor, pair.one(), pair.other(), Map.of()));
        State both = state(pair.one(), pair.addresses());
        assertStricter(pair.number(), both, pair.a(), pair.b());
        assertStricter(pair.number(), both, pair.b(), pair.a());
      }
      mce.advance(Duration.ofSeconds(1));
      done.forEach(merge -> merges.unmerge(actor, merge.id()));
      mce.advance(Duration.ofSeconds(1)); // Scores follow.
      for (Pair pair : pairs) {
        assertThat(state(pair.one(), pair.addresses()))
            .as("seed %s, case %s", seed, pair.number())
            .isEqualTo(pair.a());
        assertThat(state(pair.other(), pair.addresses()))
            .as("seed %s, case %s", seed, pair.number())
            .isEqualTo(pair.b());
      }
    }

    private Pair pair(int number) {
      LeadId one = lead(number, 0);
      LeadId other = lead(number, 1);
      Set<Address> addresses = addresses(one);
      addresses.addAll(addresses(other));
      mce.engine().scoring().scoreAll(actor, List.of(one, other));
      return new Pair(
          number, one, other, addresses, state(one, addresses), state(other, addresses));
    }

    private void assertStricter(int number, State both, State one, State other) {
      for (String subject : both.granted()) {
        boolean asked =
            one.consents().stream()
                .anyMatch(each -> subject.equals(each.purpose() + " " + each.channel()));
        assertThat(asked && !one.granted().contains(subject))
            .as("seed %s, case %s: %s was refused", seed, number, subject)
            .isFalse();
        assertThat(one.granted().contains(subject) || other.granted().contains(subject))
            .as("seed %s, case %s: %s was allowed by one", seed, number, subject)
            .isTrue();
      }
      assertThat(both.refusedByPeople())
          .as("seed %s, case %s", seed, number)
          .containsAll(one.refusedByPeople());
      assertThat(both.closed()).as("seed %s, case %s", seed, number).containsAll(one.closed());
      assertThat(MergeFields.strictness(both.lead().automation()))
          .isGreaterThanOrEqualTo(MergeFields.strictness(one.lead().automation()));
    }

    private LeadId lead(int number, int side) {
      LeadDraft draft =
          LeadDraft.of(
                  "Ana " + random.nextInt(2),
                  "+55119%08d".formatted(80_000_000 + number * 2 + side))
              .source("s" + random.nextInt(2))
              .tags(Set.of("t" + random.nextInt(3)))
              .metadata(Map.of("k" + random.nextInt(2), "v" + random.nextInt(3)));
      if (random.nextBoolean()) {
        draft = draft.email("shared" + number + "@x.com");
      }
      if (random.nextBoolean()) {
        draft = draft.address(Address.opaque("chat-" + number + "-" + side));
      }
      if (random.nextBoolean()) {
        draft = draft.externalId("crm-" + number + "-" + side);
      }
      LeadId id = leads.capture(actor, draft).leadId();
      if (random.nextInt(3) == 0) {
        leads.optOut(actor, id);
      } else if (random.nextBoolean()) {
        leads.pauseAutomation(actor, id, AutomationReason.MANUAL);
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        ConsentStatus status = ConsentStatus.values()[random.nextInt(3)];
        boolean ends = status == ConsentStatus.GRANTED && random.nextBoolean();
        mce.engine()
            .consents()
            .record(
                actor,
                id.value(),
                new ConsentDraft(
                    "MARKETING",
                    channel(),
                    status,
                    "form",
                    ends
                        ? Optional.of(
                            mce.clock().instant().plus(Duration.ofHours(1 + random.nextInt(3))))
                        : Optional.empty()));
      }
      if (random.nextInt(3) == 0) {
        mce.engine().doNotContact().set(actor, id, channel());
      }
      if (random.nextInt(3) == 0) {
        addresses(id).stream()
            .findFirst()
            .ifPresent(address ->
                mce.engine().suppressions().suppress(actor, channel(), key(address), "STOP"));
      }
      mce.advance(Duration.ofSeconds(1));
      return id;
    }

    private String channel() {
      return CHANNELS.get(random.nextInt(CHANNELS.size()));
    }

    private Set<Address> addresses(LeadId id) {
      Lead lead = leads.get(actor, id);
      Set<Address> addresses = new HashSet<>(lead.channelIds());
      lead.phone().ifPresent(phone -> addresses.add(Address.phone(phone.e164())));
      lead.email().ifPresent(email -> addresses.add(Address.email(email.address())));
      return addresses;
    }

    private String key(Address address) {
      return leads.recipientKey(actor.organizationId(), address);
    }

    private State state(LeadId id, Set<Address> addresses) {
      Lead lead = leads.get(actor, id);
      Set<String> closed = new HashSet<>();
      for (Address address : addresses) {
        for (String channel : CHANNELS) {
          if (mce.engine()
              .suppressions()
              .isSuppressed(actor.organizationId(), channel, key(address))) {
            closed.add(channel + " " + address.value());
          }
        }
      }
      Map<String, ConsentState> current = new HashMap<>();
      mce.engine()
          .consents()
          .list(actor, id.value())
          .current()
          .forEach(
              each -> current.put(each.latest().purpose() + " " + each.latest().channel(), each));
      Set<String> granted = new HashSet<>(current.keySet());
      granted.removeIf(subject -> !current.get(subject).granted());
      return new State(
          plain(lead),
          mce.engine().consents().list(actor, id.value()).records(),
          granted,
          mce.engine().doNotContact().list(actor, id).stream()
              .map(DoNotContactEntry::channel)
              .toList(),
          closed);
    }

    private static Lead plain(Lead lead) {
      return new Lead(
          lead.id(),
          lead.name(),
          lead.phone(),
          lead.email(),
          lead.channelIds(),
          lead.company(),
          lead.source(),
          lead.status(),
          lead.score(),
          lead.scoreReasons(),
          lead.owner(),
          lead.automation(),
          lead.tags(),
          lead.metadata(),
          lead.project(),
          lead.importId(),
          lead.createdAt(),
          lead.createdAt(),
          0);
    }
  }
}
