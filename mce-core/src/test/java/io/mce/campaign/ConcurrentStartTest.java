package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two starts of one campaign at the same time make one audience, and what makes it one is the
 * unique key of the enrolments: without it the same test fails.
 */
final class ConcurrentStartTest {

  private static final int LEADS = 480;

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    void dropUniqueKey() throws SQLException {
      String file = "jdbc:sqlite:" + mce.folder().resolve("mce.db");
      try (Connection connection = DriverManager.getConnection(file);
          Statement statement = connection.createStatement()) {
        statement.execute("create table keyless as select * from mce_enrolment");
        statement.execute("drop table mce_enrolment");
        statement.execute("alter table keyless rename to mce_enrolment");
      }
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    void dropUniqueKey() throws SQLException {
      try (Connection connection = mce.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("alter table mce_enrolment drop constraint mce_enrolment_pkey");
      }
    }

    @Test
    void two_engines_that_start_and_run_a_campaign_at_once_send_each_message_once()
        throws Exception {
      try (MceEngine second = mce.newEngine()) {
        second.start();
        assertOneAudience(mce.engine(), second);
      }
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor actor;
    Campaign campaign;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    abstract void dropUniqueKey() throws SQLException;

    @BeforeEach
    void campaignForMany() {
      MceEngine engine = mce.engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "mike");
      engine
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      engine
          .leads()
          .captureAll(
              actor,
              IntStream.range(0, LEADS)
                  .mapToObj(n -> LeadDraft.of("Lead " + n, "+55119%08d".formatted(80_000_000 + n)))
                  .toList());
      campaign = engine.campaigns().create(actor, CampaignDraft.of("Nov", Step.now("Hi")));
    }

    @Test
    void two_threads_that_start_a_campaign_at_once_make_one_audience() throws Exception {
      assertOneAudience(mce.engine(), mce.engine());
    }

    @Test
    void without_the_unique_key_they_make_two() throws Exception {
      dropUniqueKey();
      assertThatThrownBy(() -> assertOneAudience(mce.engine(), mce.engine()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("enrolments");
    }

    void assertOneAudience(MceEngine one, MceEngine other) throws Exception {
      CyclicBarrier together = new CyclicBarrier(2);
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<?> first = threads.submit(() -> startAndEnrol(one, together));
        Future<?> second = threads.submit(() -> startAndEnrol(other, together));
        first.get();
        second.get();
        assertThat(enrolments()).as("enrolments").isEqualTo(LEADS);
        first = threads.submit(one::runDue);
        if (one != other) {
          second = threads.submit(other::runDue);
        }
        first.get();
        second.get();
      }
      mce.advance(Duration.ofSeconds(5));
      List<String> to = mce.channel().sent().stream().map(RecordingChannel.Sent::to).toList();
      assertThat(to).hasSize(LEADS);
      assertThat(new HashSet<>(to)).hasSize(LEADS);
      assertThat(one.campaigns().get(actor, campaign.id()))
          .satisfies(done -> {
            assertThat(done.status()).isEqualTo(CampaignStatus.COMPLETED);
            assertThat(done.stats().audience()).isEqualTo(LEADS);
            assertThat(done.stats().sent()).isEqualTo(LEADS);
          });
      assertThat(one.events().since(actor, 0, 100_000).events())
          .filteredOn(event -> event.is(CampaignStarted.class))
          .hasSize(1);
    }

    /**
     * Starts, and enrols as a worker does that believes the campaign is its alone: both have read
     * the same part of the audience before either writes.
     */
    private Void startAndEnrol(MceEngine engine, CyclicBarrier together)
        throws BrokenBarrierException, InterruptedException {
      together.await();
      engine.campaigns().start(actor, campaign.id());
      CampaignRun run = EngineParts.part(engine, CampaignRun.class);
      CampaignStore.Stored stored =
          EngineParts.part(engine, CampaignStore.class)
              .find(actor.organizationId(), campaign.id())
              .orElseThrow();
      List<LeadId> part = run.audience(actor.organizationId(), stored);
      together.await();
      run.enrol(actor.organizationId(), stored, part);
      return null;
    }

    private long enrolments() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select count(*) as n from mce_enrolment
                          where organization_id = :organizationId and campaign_id = :campaign
                          """)
                      .bind("campaign", campaign.id())
                      .map(Row.mapper(row -> row.number("n")))
                      .one());
    }
  }
}
