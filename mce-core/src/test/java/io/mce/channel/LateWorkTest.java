package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import io.mce.engine.EngineParts;
import io.mce.spi.ErrorKind;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderException;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes so late that others may have decided meanwhile: it must not lead to a second send. */
final class LateWorkTest {

  private static final Duration HELD_UP = Duration.ofMinutes(2);

  private final ScriptedCarrier carrier = new ScriptedCarrier();
  private Runnable afterClaim = () -> {};

  @RegisterExtension
  final MceExtension mce =
      MceExtension.sqlite()
          .with(builder ->
              EngineParts.replacing(
                  builder.provider(carrier.factory()),
                  new AbstractModule() {
                    @Override
                    protected void configure() {
                      bind(SendProbe.class).toInstance(LateWorkTest.this::passed);
                    }
                  }));

  private OutboxFixture fixture;

  @BeforeEach
  void open() {
    fixture = new OutboxFixture(mce, carrier);
  }

  private void passed(SendProbe.Point point) {
    if (point == SendProbe.Point.AFTER_CLAIM) {
      Runnable once = afterClaim;
      afterClaim = () -> {};
      once.run();
    }
  }

  @Test
  void a_worker_that_was_held_up_after_its_claim_does_not_send_on_it() {
    DispatchId id = fixture.enqueueOutreach(1).getFirst();
    afterClaim = () -> mce.clock().add(HELD_UP);
    fixture.runDue();
    assertThat(carrier.arrivals()).isEmpty();
    assertThat(fixture.state(id)).isEqualTo(DispatchState.QUEUED);

    fixture.advance(Duration.ofMinutes(1));
    assertThat(carrier.arrivals()).hasSize(1);
    assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
  }

  @Test
  void a_carrier_asked_before_the_send_is_over_is_asked_again_before_a_second_send() {
    List<Instant> asked = new ArrayList<>();
    carrier
        .answers(message -> {
          throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "no answer");
        })
        .canBeAsked(request -> {
          asked.add(mce.clock().instant());
          mce.clock().add(HELD_UP);
          return asked.size() == 1
              ? LookupResult.notFound()
              : LookupResult.found("remote-" + request.messageId());
        });
    DispatchId id = fixture.enqueueOutreach(1).getFirst();

    fixture.advance(Duration.ofHours(1));
    assertThat(asked).hasSize(2);
    assertThat(carrier.arrivals()).hasSize(1);
    assertThat(fixture.state(id)).isEqualTo(DispatchState.ACCEPTED);
  }
}
